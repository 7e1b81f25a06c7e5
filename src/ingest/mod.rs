//! From bytes to records: encoding, table, header, units, dates.
