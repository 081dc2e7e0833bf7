package dev.caramel.testkit;

/** A sync file that pulls and pushes, and has no schedule. */
public final class SyncFile {
  private SyncFile() {}

  /**
   * Text of the file.
   *
   * @param definition properties of the definition, as YAML lines without indentation
   */
  public static String text(String id, String definition) {
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
              uri: direct:%s
              steps:
                - to:
                    uri: direct:pull-from-sugar
                - to:
                    uri: direct:push-to-sugar
        """
        .formatted(id, definition.strip().indent(8).stripTrailing(), id, id);
  }

  /**
   * Text of a file whose sync has a schedule, and is only pulled.
   *
   * @param definition properties of the definition, as YAML lines without indentation
   */
  public static String scheduled(String id, String cron, String definition) {
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
              uri: quartz:sync/%s
              parameters:
                cron: "%s"
              steps:
                - to:
                    uri: direct:pull-from-sugar
        """
        .formatted(id, definition.strip().indent(8).stripTrailing(), id, id, cron);
  }
}
