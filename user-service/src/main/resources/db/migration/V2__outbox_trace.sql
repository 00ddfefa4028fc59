-- Where in a trace the event comes from, as W3C Trace Context writes it.
alter table outbox add column trace_parent text;
