"""One module a format, each with a `FORMAT`; `dibao.documents.registry` finds them."""
