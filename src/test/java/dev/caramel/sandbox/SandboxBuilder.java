package dev.caramel.sandbox;

import dev.caramel.sandbox.auth.Role;
import dev.caramel.sandbox.auth.Sessions;
import dev.caramel.sandbox.auth.SugarUser;
import dev.caramel.sandbox.auth.SugarUser.State;
import dev.caramel.sandbox.auth.Users;
import dev.caramel.sandbox.catalog.Catalog;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.data.DataSet;
import dev.caramel.sandbox.data.DataSetOptions;
import dev.caramel.sandbox.http.Instance;
import dev.caramel.sandbox.http.Pause;
import dev.caramel.sandbox.store.Row;
import dev.caramel.sandbox.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Describes a {@link Sandbox}, and starts it. */
public final class SandboxBuilder {

  private static final String PASSWORD = "sandbox";

  private final List<Switch> switches = new ArrayList<>();
  private final Set<String> platforms = ConcurrentHashMap.newKeySet();
  private String release = "13.0";
  private String language = "en_us";
  private String folder = "";
  private int port;
  private Clock clock = Clock.systemUTC();
  private DataSetOptions data = DataSetOptions.defaults();
  private UnaryOperator<Catalog> fields = UnaryOperator.identity();

  SandboxBuilder() {
    platforms.addAll(List.of("base", "mobile", "portal", "caramel", "caramel-check"));
  }

  /**
   * Chooses the release of Sugar.
   *
   * @param value {@code "8.0"} to {@code "26.1"}
   * @return this
   */
  public SandboxBuilder release(String value) {
    release = value;
    return this;
  }

  /**
   * Sets the number of leads.
   *
   * @param rows 0 to 1,000,000
   * @return this
   */
  public SandboxBuilder leads(int rows) {
    data = data.withLeads(rows);
    return this;
  }

  /**
   * Sets the number of contacts.
   *
   * @param rows 0 to 1,000,000
   * @return this
   */
  public SandboxBuilder contacts(int rows) {
    data = data.withContacts(rows);
    return this;
  }

  /**
   * Sets the number of targets.
   *
   * @param rows 0 to 1,000,000
   * @return this
   */
  public SandboxBuilder prospects(int rows) {
    data = data.withProspects(rows);
    return this;
  }

  /**
   * Picks other people.
   *
   * @param seed any number
   * @return this
   */
  public SandboxBuilder seed(long seed) {
    data = data.withSeed(seed);
    return this;
  }

  /**
   * Sets the time of the newest change in the data.
   *
   * @param instant whole seconds
   * @return this
   */
  public SandboxBuilder newest(Instant instant) {
    data = data.withNewest(instant);
    return this;
  }

  /**
   * Turns the block of rows of one second on or off.
   *
   * @param block true, unless set
   * @return this
   */
  public SandboxBuilder sameSecondBlock(boolean block) {
    data = data.withSameSecondBlock(block);
    return this;
  }

  /**
   * Chooses the port.
   *
   * @param number the port, 0 for any free one
   * @return this
   */
  public SandboxBuilder port(int number) {
    port = number;
    return this;
  }

  /**
   * Puts the instance into a subfolder of its host (reference 1.2).
   *
   * @param path for example {@code "/sugar"}
   * @return this
   */
  public SandboxBuilder folder(String path) {
    folder = path;
    return this;
  }

  /**
   * Chooses the clock that Sugar's clock goes with.
   *
   * @param value the clock
   * @return this
   */
  public SandboxBuilder clock(Clock value) {
    clock = value;
    return this;
  }

  /**
   * Chooses the language of texts where no user is known, as at login.
   *
   * @param code {@code en_us}, {@code de_DE} or {@code es_ES}
   * @return this
   */
  public SandboxBuilder language(String code) {
    language = code;
    return this;
  }

  /**
   * Registers an API platform.
   *
   * @param name its name
   * @return this
   */
  public SandboxBuilder platform(String name) {
    platforms.add(name);
    return this;
  }

  /**
   * Takes away the registration of an API platform.
   *
   * @param name its name
   * @return this
   */
  public SandboxBuilder withoutPlatform(String name) {
    platforms.remove(name);
    return this;
  }

  /**
   * Turns a habit on.
   *
   * @param which the switch
   * @return this
   */
  public SandboxBuilder switchOn(Switch which) {
    switches.add(which);
    return this;
  }

  /**
   * Installs a field.
   *
   * @param module the module
   * @param field the field
   * @return this
   */
  public SandboxBuilder withField(String module, SugarField field) {
    UnaryOperator<Catalog> before = fields;
    fields = catalog -> before.apply(catalog).withField(module, field);
    return this;
  }

  /**
   * Starts the sandbox.
   *
   * @return it runs until it is closed
   */
  public Sandbox start() {
    Catalog catalog = fields.apply(Catalog.forRelease(release));
    SandboxClock sugarClock = new SandboxClock(clock);
    Store store = new Store(DataSet.of(data, catalog), catalog, sugarClock);
    Switches habits = new Switches();
    switches.forEach(which -> habits.turn(which, true));
    Instance instance =
        new Instance(
            release,
            store,
            users(store),
            new Sessions(sugarClock),
            habits,
            platforms,
            sugarClock,
            language,
            new Pause());
    return new Sandbox(instance, port, folder);
  }

  private Users users(Store store) {
    Users users = new Users();
    users.put(user(store, "admin", true, null, "UTC", language));
    users.put(user(store, "caramel", false, null, "America/New_York", language));
    users.put(user(store, "east", false, Set.of("East"), "Europe/Berlin", "de_DE"));
    users.put(user(store, "ines", false, null, "Europe/Madrid", "es_ES"));
    users.put(user(store, "gone", false, null, "UTC", language).withState(State.INACTIVE));
    return users;
  }

  private static SugarUser user(
      Store store,
      String name,
      boolean admin,
      @Nullable Set<String> teams,
      String zone,
      String language) {
    String id = name;
    for (Iterator<Row> rows = store.table("Users").byId(""); rows.hasNext(); ) {
      Row row = rows.next();
      id = row.text("user_name").equals(name) ? row.id() : id;
    }
    return new SugarUser(
        id, name, PASSWORD, admin, teams, ZoneId.of(zone), language, new Role(), State.ACTIVE);
  }
}
