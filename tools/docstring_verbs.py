"""The verbs that docstrings of functions begin with."""

VERBS = frozenset(
    """
    accept add align allow annotate append apply ask assign attach
    begin break build
    call capitalise change check choose clean close collect combine come compare compile complete
    compute configure connect convert copy correct count cover create cut
    deal decide decode define delete describe detect determine discard distribute do download draw
    drop dump
    encode end ensure enter escape estimate evaluate exit expand explain export extend extract
    feed fetch fill filter find finish fit fix flush follow forget form format
    gather get give go group guess
    handle hash have hide hold
    import include index insert install interpret
    join judge
    keep
    label lay lead learn leave let lift limit link list listen load locate look lose
    make map mark match measure merge move multiply
    name normalise note number
    offer omit open order
    pack pad pair parse pass pick place play plot position predict prepare print process produce
    propose protect prune pull push put
    quote
    raise rank rate read rebuild receive recognise record reduce refuse register remember remove
    rename render repeat replace report require reset resolve restore return reuse reverse rewrite
    rotate round run
    sample save say scale scan score search select send separate serve set shift shorten show
    shuffle sign simplify skip solve sort speak spell split spread stamp start state stop store
    strip study sum swap
    take tell test tidy time transform translate trim try turn
    understand unpack update upload use
    verify visit
    wait walk warn weigh work wrap write
    yield
    """.split()
)


def begins_with_verb(docstring: str) -> bool:
    """Tell whether a docstring begins with an imperative.

    A word that is also a noun is none before "of": "Number of words", "Order of the cards".
    """
    first, *rest = docstring.split(maxsplit=2)
    return first.rstrip(",.;:").lower() in VERBS and rest[:1] != ["of"]
