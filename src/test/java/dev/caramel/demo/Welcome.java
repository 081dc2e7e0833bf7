package dev.caramel.demo;

/** What the demo prints when it has started: addresses, and commands to paste. */
final class Welcome {
  private Welcome() {}

  static String text(String caramel, String sandbox) {
    return """

        ------------------------------------------------------------------------------------------
        Caramel is at %1$s, a Sugar sandbox at %2$s (user caramel, password sandbox)
        The API, to read and try:  %1$s/docs/
        Health:                    %1$s/actuator/health
        Metrics:                   %1$s/actuator/prometheus
        JMX:                       jconsole, process Demo, dev.caramel

        Lists, their members, and the runs that filled them:
          curl -s -H "Authorization: Bearer demo" %1$s/api/lists
          curl -s -H "Authorization: Bearer demo" "%1$s/api/lists/all-sugar-leads/members?limit=3"
          curl -s -H "Authorization: Bearer demo" %1$s/api/runs

        Change a lead in Sugar, run the sync, and see it arrive:
          curl -s -X PATCH -H "Content-Type: application/json" -d '{"first_name":"Janet"}' %2$s/sandbox/records/Leads/%3$s
          curl -s -X POST -H "Authorization: Bearer demo" -H "Content-Type: application/json" -d '{}' %1$s/api/syncs/all-sugar-leads/runs
          curl -s -H "Authorization: Bearer demo" "%1$s/api/lists/all-sugar-leads/members?email=%4$s"

        Or edit routes/syncs/all-sugar-leads.camel.yaml and save: it takes effect within seconds.
        Ctrl-C ends all of it and leaves nothing behind.
        ------------------------------------------------------------------------------------------
        """
        .formatted(caramel, sandbox, DemoLead.ID, DemoLead.EMAIL);
  }
}
