"""From rows to a report: tables with intervals, plots, Markdown and HTML."""
