from vinylcrawl.rendering.renderer import Renderer

__all__ = ["Renderer"]
