"""Files in and out: CSV, XLSX and PDF."""
