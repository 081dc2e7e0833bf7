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

        People do things all the time. Every twenty seconds a program sets the Lead Score of all leads,
        and ten seconds later the sync brings it to Sugar. Jane's score, and why; in the list; in Sugar's record:
          curl -s -H "Authorization: Bearer demo" %1$s/api/accounts/default/scores/%4$s
          curl -s -H "Authorization: Bearer demo" "%1$s/api/lists/all-sugar-leads/members?email=%4$s"
          curl -s %2$s/sandbox/records/Leads/%3$s
        The program's last run, and the runs of the sync that pushed what it wrote:
          curl -s -H "Authorization: Bearer demo" %1$s/api/programs/refresh-scores
          curl -s -H "Authorization: Bearer demo" "%1$s/api/runs?sync=all-sugar-leads&limit=3"

        Visitors come whom Sugar does not know. Who has 40 points is created there, or linked to the lead that has
        the address: who is qualified; who has a record by now; what the push did:
          curl -s -H "Authorization: Bearer demo" %1$s/api/lists/website-visitors/segments/qualified/members
          curl -s -H "Authorization: Bearer demo" "%1$s/api/lists/website-visitors/members?limit=3"
          curl -s -H "Authorization: Bearer demo" "%1$s/api/runs?sync=website-visitors&limit=3"

        Or edit %5$s/syncs/all-sugar-leads.camel.yaml and save: it takes effect within seconds.
        Ctrl-C ends all of it and leaves nothing behind.
        ------------------------------------------------------------------------------------------
        """
        .formatted(caramel, sandbox, DemoLead.ID, DemoLead.EMAIL, DemoRoutes.FOLDER);
  }
}
