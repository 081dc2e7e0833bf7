package dev.caramel.testkit;

/** Sync files as tests write them. */
public final class SyncFile {
  private SyncFile() {}

  /**
   * Text of a file whose sync pulls and pushes, and has no schedule.
   *
   * @param definition properties of the definition, as YAML lines without indentation
   */
  public static String text(String id, String definition) {
    return file(
        id,
        definition,
        """
              uri: direct:%s
              steps:
                - to:
                    uri: direct:pull-from-sugar
                - to:
                    uri: direct:push-to-sugar
        """
            .formatted(id));
  }

  /**
   * Text of a file whose sync has a schedule, and is only pulled.
   *
   * @param definition properties of the definition, as YAML lines without indentation
   */
  public static String scheduled(String id, String cron, String definition) {
    return file(
        id,
        definition,
        """
              uri: quartz:sync/%s
              parameters:
                cron: "%s"
              steps:
                - to:
                    uri: direct:pull-from-sugar
        """
            .formatted(id, cron));
  }

  private static String file(String id, String definition, String route) {
    return """
        - beans:
            - name: %s
              type: dev.caramel.sync.ListSync
              properties:
        %s
        - route:
            id: %s
            description: A sync of a test
            from:
        """
            .formatted(id, definition.strip().indent(8).stripTrailing(), id)
        + route;
  }
}
