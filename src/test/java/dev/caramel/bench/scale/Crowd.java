package dev.caramel.bench.scale;

import java.util.stream.LongStream;

/** Many members and what they did, made by the database itself. */
final class Crowd {
  /** Id of the list. */
  static final String LIST = "crowd";

  private static final String LISTED =
      """
      insert into list (id, account_id, name, module, connection)
      values ('crowd', 'default', 'Crowd', 'Leads', 'default')
      """;

  private static final String COLUMNS =
      """
      insert into list_column (list_id, position, name, field, type, role)
      select 'crowd', position, name, field, type, role
        from (values (0, 'Email', 'email', 'email', 'email'),
                     (1, 'First Name', 'first_name', 'varchar', null),
                     (2, 'Last Name', 'last_name', 'varchar', null),
                     (3, 'Title', 'title', 'varchar', null),
                     (4, 'Company', 'account_name', 'varchar', null),
                     (5, 'City', 'primary_address_city', 'varchar', null),
                     (6, 'Status', 'status', 'enum', null),
                     (7, 'Assigned To', 'assigned_user_name', 'varchar', 'owner'),
                     (8, 'Lead Score', 'caramel_lead_score_c', 'int', 'lead-score'))
          as c (position, name, field, type, role)
      """;

  // Twenty people of one company share a domain.
  private static final String MEMBERS =
      """
      insert into member (list_id, record_id, email, "values", in_source, source_hash)
      select 'crowd', md5('record ' || i), 'person' || i || '@company' || i / 20 || '.example',
             jsonb_build_object('email', 'person' || i || '@company' || i / 20 || '.example',
               'first_name', 'First' || i % 1000, 'last_name', 'Last' || i % 7919,
               'title', 'Head of ' || i % 97, 'account_name', 'Company ' || i / 20,
               'primary_address_city', 'City ' || i % 500, 'status', 'New',
               'assigned_user_name', 'Seller ' || i % 50, 'caramel_lead_score_c', i % 100),
             true, decode(md5('hash ' || i), 'hex')
        from generate_series(0::bigint, ? - 1) as i
      """;

  // A fifth of the people does most; what they do spreads over two years.
  private static final String ACTIVITIES =
      """
      insert into activity (account_id, id, email, type, asset, url, at)
      select 'default', 'activity ' || i, 'person' || p || '@company' || p / 20 || '.example',
             (array['sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'sent', 'opened', 'opened',
                    'opened', 'opened', 'opened', 'page-visited', 'page-visited', 'page-visited',
                    'clicked', 'clicked', 'form-submitted', 'media-downloaded'])[1 + (i * 7919 %% 20)],
             'Asset ' || i %% 300, null, now() - (i * 104729 %% 63072000) * interval '1 second'
        from (select i, floor(power((i * 15485863 %% 1000003) / 1000003.0, 2.5) * %d)::bigint as p
                from generate_series(%d::bigint, %d) as i) as drawn
      """;

  private static final String BOUNDS =
      """
      insert into score_bound (account_id, email_key, days_30, days_90, days_365, ever)
      select 'default', b.* from tight_score_bounds('default', '', '~') as b
      """;

  private static final String TIGHT =
      """
      insert into score_bound_state as kept (account_id, tight_version, tight_at)
      values ('default', 0, now())
      on conflict (account_id) do update set tight_version = kept.rules_version, tight_at = now()
      """;

  private static final int AT_ONCE = 500_000;

  private Crowd() {}

  /**
   * Makes them, and has the database look at what it has.
   *
   * @return how many seconds it took to make the bounds of scores anew
   */
  static double make(Database database, long members, long activities) {
    database.timed(LISTED);
    database.timed(COLUMNS);
    database.timed(MEMBERS, members);
    // Bounds are made once at the end, as the nodes do once a day, and not with each activity.
    database.timed("alter table activity disable trigger activities_raise_score_bounds");
    LongStream.range(0, (activities + AT_ONCE - 1) / AT_ONCE)
        .parallel()
        .map(batch -> batch * AT_ONCE)
        .forEach(
            from ->
                database.timed(
                    ACTIVITIES.formatted(members, from, Math.min(activities, from + AT_ONCE) - 1)));
    database.timed("alter table activity enable trigger activities_raise_score_bounds");
    database.timed("insert into sales_prospects (account_id, list_id) values ('default', 'crowd')");
    database.timed("vacuum analyze");
    double bounds = database.timed(BOUNDS);
    database.timed(TIGHT);
    database.timed("vacuum analyze score_bound");
    database.timed("checkpoint");
    return bounds;
  }

  /** Address of one of them. */
  static String address(long person) {
    return "person" + person + "@" + domain(person);
  }

  /** Domain of a company. */
  static String domain(long person) {
    return "company" + person / 20 + ".example";
  }
}
