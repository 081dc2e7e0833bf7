package dev.caramel.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.caramel.sandbox.auth.Sessions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Everything that a running Caramel tells, to look for what it must never tell. */
public final class Told {
  private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private static final Pattern BYTES = Pattern.compile("\\\\x((?:[0-9a-f]{2})+)");

  private final RunningCaramel caramel;
  private final Map<String, String> places = new LinkedHashMap<>();

  /** Nothing yet, of that program. */
  public Told(RunningCaramel caramel) {
    this.caramel = caramel;
  }

  /** A text, and where it stands. */
  public void take(String place, String text) {
    places.put(place, text);
  }

  /** All rows of all tables, as text; bytes also as the characters that they may be. */
  public void takeDatabase() {
    List<String> tables =
        caramel
            .jdbc()
            .sql(
                "select format('%I.%I', table_schema, table_name) from information_schema.tables"
                    + " where table_schema in ('public', 'lists')")
            .query(String.class)
            .list();
    for (String table : tables) {
      String rows =
          String.join(
              "\n",
              caramel.jdbc().sql("select t::text from " + table + " t").query(String.class).list());
      StringBuilder text = new StringBuilder(rows);
      BYTES
          .matcher(rows)
          .results()
          .map(match -> HexFormat.of().parseHex(match.group(1)))
          .forEach(bytes -> text.append('\n').append(new String(bytes, ISO_8859_1)));
      take(table, text.toString());
    }
  }

  /** All attributes of all beans that an operator sees, the platform's own too. */
  public void takeBeans() {
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    for (ObjectName name : server.queryNames(null, null)) {
      StringBuilder text = new StringBuilder(name.toString());
      for (MBeanAttributeInfo attribute : attributes(server, name)) {
        text.append('\n')
            .append(attribute.getName())
            .append('=')
            .append(value(server, name, attribute));
      }
      take("JMX " + name, text.toString());
    }
  }

  private static MBeanAttributeInfo[] attributes(MBeanServer server, ObjectName name) {
    try {
      return server.getMBeanInfo(name).getAttributes();
    } catch (JMException gone) {
      // A bean may leave while we look: then it tells nothing.
      return new MBeanAttributeInfo[0];
    }
  }

  private static String value(MBeanServer server, ObjectName name, MBeanAttributeInfo attribute) {
    try {
      return attribute.isReadable()
          ? String.valueOf(server.getAttribute(name, attribute.getName()))
          : "";
    } catch (JMException | RuntimeException unreadable) {
      // Some of the platform's own can't be read; what they say instead is taken.
      return unreadable.toString();
    }
  }

  /** How many characters there are. */
  public int size() {
    return places.values().stream().mapToInt(String::length).sum();
  }

  /** Where one of these stands, in clear. */
  public List<String> placesOf(String... secrets) {
    List<String> found = new ArrayList<>();
    places.forEach(
        (place, text) -> {
          for (String secret : secrets) {
            if (text.contains(secret)) {
              found.add(place);
            }
          }
        });
    return found;
  }

  /** Where something stands that Sugar would take for a token. */
  public List<String> placesOfTokens() {
    Sessions sessions = caramel.sandbox().instance().sessions();
    List<String> found = new ArrayList<>();
    places.forEach(
        (place, text) -> {
          for (Matcher matcher = TOKEN.matcher(text); matcher.find(); ) {
            if (sessions.find(matcher.group()) != null
                || sessions.refresh(matcher.group(), "caramel") != null) {
              found.add(place);
            }
          }
        });
    return found;
  }
}
