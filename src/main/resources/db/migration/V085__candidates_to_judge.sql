-- Of a million members that seem to have left, each hundred that Sugar is asked for was looked up, and judged, by a
-- walk through all of them.
create index removal_candidate_unconfirmed on removal_candidate (run_id, record_id) where cause is null;
