//! The one hall where records and rules meet.
