"""Reading Word documents from their XML."""
