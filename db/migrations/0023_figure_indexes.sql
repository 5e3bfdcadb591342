-- Only deadlines are counted within their day; contacts and what was taken out of a rate once the day is over, from the roll-up.
drop index requests.request_contact_due;
drop index requests.request_due;
create index request_due on requests.request (due_at) include (community_id, feedback_at) where due_at is not null;
