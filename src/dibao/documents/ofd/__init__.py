"""Reading OFD (GB/T 33190), the fixed-layout format of Chinese offices: its text layer, put together as a PDF's is."""
