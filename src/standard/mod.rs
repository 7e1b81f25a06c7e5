//! Limits and breakpoints as printed, one file a standard, clause beside row.
