"""The pages, one blueprint each: parse, call, render."""

from generator.studio.routes.home import home

BLUEPRINTS = (home,)

__all__ = ["BLUEPRINTS"]
