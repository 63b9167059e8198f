"""A Chinese sentence becomes segments with readings. The only door to jieba, pypinyin and
OpenCC."""
