"""Words and what is known of them: the dictionary, English words, senses, and counterparts in a
translation."""
