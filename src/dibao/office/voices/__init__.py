"""Voices (民声): what people ask in public, counted from the items that were listened to."""
