"""The colours of charts: paper, ink and one vermilion in steps of lightness.

Steps of one hue are told apart by colour-blind readers and in black-and-white print; what is missing is hatched, what
is questioned outlined, what Dibao counted a diamond, and each has its word beside it.
"""

from __future__ import annotations

INK = "#1f1d1a"
SECOND = "#5d574e"
RULE = "#e2dccf"
AXIS = "#958d80"
PAPER = "#ffffff"
GROUND = "#f7f4ec"
"""Under the hatching of what is missing."""
HATCH = "#a79f92"

BAR = "#b3261e"
EARLIER = "#d9988f"
"""Days before the day of the brief."""
DOUBT = "#fbeae6"
"""The inside of a bar that is questioned; its outline is BAR."""
COUNTED = "#2c5687"

STEPS = ("#fbe9e3", "#f1c7bb", "#de9788", "#c1564a", "#8c1f18")
"""Classes of a map, light to dark."""
STEP_INKS = (INK, INK, INK, PAPER, PAPER)

PARTS = ("#8c1f18", "#b3261e", "#c9685d", "#de9788", "#edbdb1", "#f6dcd4", "#d8d1c4", "#bcb3a4")
"""Parts of a whole; neighbours differ in lightness, and each has its name beside it."""
