"""The full screen: what the session says, drawn with Textual.

Law: this is the only room that knows textual and rich. Widgets hold no truth: attributes go down, messages
come up, and what is true is asked of the session.
"""
