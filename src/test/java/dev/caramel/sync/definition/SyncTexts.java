package dev.caramel.sync.definition;

/** Texts of sync files for tests. */
public final class SyncTexts {
  /** A right file with pull and push: the definition is in lines 1 to 21, the route from 22 on. */
  public static final String LEADS =
      """
      - beans:
          - name: all-leads
            type: dev.caramel.sync.ListSync
            properties:
              list: All Leads
              account: default
              module: Leads
              columns:                        # list column: Sugar field
                Email: email
                First Name: first_name
                Last Name: last_name
                Lead Score: caramel_lead_score_c
              pull:
                add: true
                remove: true
                update: Email, First Name, Last Name
              push:
                update: Lead Score
              removalLimit: 20 %
              sweep: daily
              fullPull: weekly
      - route:
          id: all-leads
          description: Keeps the list in step
          from:
            uri: quartz:sync/all-leads
            parameters:
              cron: "0 0 2 * * ?"
            steps:
              - to:
                  uri: direct:pull-from-sugar
              - to:
                  uri: direct:push-to-sugar
      """;

  private SyncTexts() {}

  /** A right, pull-only file of that id without a schedule. */
  public static String onDemand(String id) {
    return """
    - beans:
        - name: %s
          type: dev.caramel.sync.ListSync
          properties:
            list: The list %s
            module: Leads
            columns:
              Email: email
              Last Name: last_name
            pull:
              add: true
              update: Email, Last Name
    - route:
        id: %s
        description: Pulls when it is asked to
        from:
          uri: direct:%s
          steps:
            - to:
                uri: direct:pull-from-sugar
    """
        .formatted(id, id, id, id);
  }

  /** The same with a schedule. */
  public static String scheduled(String id, String cron) {
    return onDemand(id)
        .replace(
            "      uri: direct:" + id + "\n",
            "      uri: quartz:sync/"
                + id
                + "\n      parameters:\n        cron: \""
                + cron
                + "\"\n");
  }
}
