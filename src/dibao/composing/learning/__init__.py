"""Yesterday's brief in, today's template out."""

from dibao.composing.learning.learn import learn
from dibao.composing.learning.lesson import Learned, Lesson
from dibao.composing.learning.naming import Guess, Told

__all__ = ["Guess", "Learned", "Lesson", "Told", "learn"]
