"""The pages of micro-credentials: the institution's list and editor, the page that anybody may see."""
