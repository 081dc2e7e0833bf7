package dev.caramel.sync.definition;

import dev.caramel.sync.definition.RouteFile.Route;

/** What holds for the route of a sync, beside what holds for any route. */
final class SyncRouteRules {
  private final RouteFile file;
  private final Mistakes mistakes;

  SyncRouteRules(RouteFile file, Mistakes mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  void check() {
    if (file.routes().isEmpty()) {
      mistakes.add(
          1,
          "The file has no route: it needs one that begins with quartz:sync/%s or direct:%s."
              .formatted(file.stem(), file.stem()));
      return;
    }
    file.routes().stream()
        .skip(1)
        .forEach(
            route ->
                mistakes.add(
                    route.line(),
                    "A sync file holds one route: give '%s' a file of its own."
                        .formatted(route.id())));
    Route route = file.routes().get(0);
    if (!route.id().equals(file.stem())) {
      mistakes.add(
          route.line(),
          "The route's id is '%s', but the file's name '%s': file, bean and route have one name. Write id: %s, or rename the file."
              .formatted(route.id(), file.stem(), file.stem()));
    }
    checkFrom(route.from());
  }

  private void checkFrom(EndpointUse from) {
    String id = file.stem();
    if (from.scheme().equals("quartz")) {
      String path = from.path();
      if (path.isEmpty()) { // as visual editors write it
        String group = from.options().getOrDefault("groupName", "Camel");
        path = group + "/" + from.options().getOrDefault("triggerName", "");
      }
      if (!path.equals("sync/" + id)) {
        mistakes.add(
            from.line(),
            "The schedule is named 'quartz:%s': write quartz:sync/%s, so that it is found by the sync's name."
                .formatted(path, id));
      }
    } else if (!from.scheme().equals("direct") || !from.directName().equals(id)) {
      mistakes.add(
          from.line(),
          "The route begins with '%s': a sync begins with quartz:sync/%s, or without a schedule with direct:%s."
              .formatted(from.uri(), id, id));
    }
  }
}
