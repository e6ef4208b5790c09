"""Today (今日): the day on one screen."""
