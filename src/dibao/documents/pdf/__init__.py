"""PDF files: characters with their places become lines, paragraphs and tables."""
