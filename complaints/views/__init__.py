"""Pages of Help and complaints."""
