"""A Chinese sentence becomes tokens with readings. The only door to jieba and pypinyin."""
