package dev.caramel.sandbox.data;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * All e-mail addresses. Those of odd rows are written out, the others are computed: the text of an
 * address carries its own number, so it is found again without a table.
 */
final class AddressBook {

  private static final int[] PEOPLE = {1, 1, 2, 1, 0, 1, 1, 3, 1, 1, 0, 1, 2, 1, 1, 1};
  private static final int[] COMPANIES = {1};
  private static final int PRIMARY_IS_SECOND = 7;
  private static final int SHARES_THE_PREVIOUS = 10;

  private final List<AddressSegment> segments = new ArrayList<>();
  private final Map<String, OddRow.Tie> written = new LinkedHashMap<>();
  private final List<OddRow.Tie> ties;
  private final Map<String, Integer> places = new HashMap<>();
  private final IdLayout ids;
  private final Draws draws;
  private final DataSetOptions options;

  AddressBook(DataSetOptions options, Draws draws, Collection<OddRow> odd) {
    this.options = options;
    this.draws = draws;
    for (OddRow row : odd) {
      row.addresses().forEach(tie -> written.putIfAbsent(caps(tie.address()), tie));
    }
    ties = List.copyOf(written.values());
    int first = 0;
    for (String module : List.of("Leads", "Contacts", "Prospects", "Accounts")) {
      int[] pattern = module.equals("Accounts") ? COMPANIES : PEOPLE;
      AddressSegment segment =
          new AddressSegment(module, pattern, draws.layout(module).drawn(), first);
      segments.add(segment);
      first += segment.size();
    }
    List<String> front = new ArrayList<>();
    for (String caps : written.keySet()) {
      places.put(caps, front.size());
      front.add("%08x-30d2-11f0-a0c2-8fa31453d866".formatted(0x00400000L + front.size() * 0x8000L));
    }
    ids = new IdLayout(front, first, List.of(), Dice.roll(options.seed(), 80));
  }

  IdLayout ids() {
    return ids;
  }

  /** The addresses of a drawn row. */
  List<Address> drawn(String module, int row) {
    AddressSegment segment = segment(module);
    List<Address> all = new ArrayList<>(3);
    int place = row % Draws.CYCLE;
    if ((module.equals("Contacts") && draws.leadIsContact(row))
        || (module.equals("Prospects") && draws.prospectIsLead(row))) {
      all.add(tie(segment("Leads").number(row, 0), true));
    } else if (!module.equals("Accounts") && place == SHARES_THE_PREVIOUS) {
      all.add(tie(segment.number(row - 1, 0), true));
    }
    boolean later = !module.equals("Accounts") && place == PRIMARY_IS_SECOND;
    for (int slot = 0; slot < segment.owned(row); slot++) {
      boolean primary = all.isEmpty() && slot == 0;
      all.add(tie(segment.number(row, slot), later ? slot == 1 : primary));
    }
    return all;
  }

  /** An address as a data file ties it to its row. */
  Address written(OddRow.Tie tie) {
    int place = places.get(caps(tie.address()));
    // Sugar keeps the first spelling for everybody who shares the row.
    return new Address(ids.id(place), ties.get(place).address(), tie.primary(), tie.replyTo());
  }

  AddressRow row(int index) {
    int number = ids.number(index);
    long roll = roll(index);
    String text = number < 0 ? ties.get(index).address() : text(number);
    boolean optOut = number < 0 ? ties.get(index).optOut() : Dice.below(100, roll, 1) < 7;
    boolean invalid = number < 0 ? ties.get(index).invalid() : Dice.below(100, roll, 2) < 4;
    Instant modified = Instant.ofEpochSecond(dateModified(index));
    Instant created = modified.minusSeconds(Dice.below(50_000_000, roll, 3));
    return new AddressRow(ids.id(index), text, caps(text), optOut, invalid, created, modified);
  }

  long dateModified(int index) {
    return options.newest().getEpochSecond() - Dice.below(70_000_000, roll(index), 4);
  }

  private long roll(int index) {
    int number = ids.number(index);
    return Dice.roll(options.seed() + (number < 0 ? -1 - index : number), 81);
  }

  /** The index of the address row with this text, or -1. */
  int index(String text) {
    Integer place = places.get(caps(text));
    if (place != null) {
      return place;
    }
    int at = text.lastIndexOf('@');
    int dot = at < 0 ? -1 : text.lastIndexOf('.', at);
    String tail = dot < 0 ? "" : text.substring(dot + 1, at);
    if (!tail.matches("[0-9A-Za-z]{1,5}")) {
      return -1;
    }
    int number = Integer.parseInt(tail, 36);
    boolean same = number < ids.drawn() && text(number).equalsIgnoreCase(text);
    return same ? ids.front().size() + number : -1;
  }

  /** Who has a computed address. */
  List<Member> holders(int number) {
    AddressSegment segment = segment(number);
    int row = segment.owner(number);
    List<Member> holders = new ArrayList<>(2);
    holders.add(new Member(segment.module(), draws.id(segment.module(), row)));
    if (segment.number(row, 0) != number || segment.module().equals("Accounts")) {
      return holders;
    }
    if (row % Draws.CYCLE == SHARES_THE_PREVIOUS - 1 && row + 1 < segment.rows()) {
      holders.add(new Member(segment.module(), draws.id(segment.module(), row + 1)));
    }
    if (segment.module().equals("Leads") && draws.leadIsContact(row)) {
      holders.add(new Member("Contacts", draws.id("Contacts", row)));
    }
    if (segment.module().equals("Leads") && draws.prospectIsLead(row)) {
      holders.add(new Member("Prospects", draws.id("Prospects", row)));
    }
    return holders;
  }

  private Address tie(int number, boolean primary) {
    return new Address(ids.id(ids.front().size() + number), text(number), primary, false);
  }

  private String text(int number) {
    AddressSegment segment = segment(number);
    int row = segment.owner(number);
    Draw draw = draws.numbered(segment.module(), row);
    int slot = number - segment.number(row, 0);
    String tail = "." + Integer.toString(number, 36);
    String site = draw.company().latin() + ".example";
    if (segment.module().equals("Accounts")) {
      return "info" + tail + "@" + site;
    }
    String text = draw.first().latin() + "." + draw.last().latin() + tail;
    text +=
        slot == 0 && draw.of(82, 10) < 6
            ? "@" + site
            : slot == 2 ? "@home.example" : "@mail.example";
    // People type as they like; the database finds the address by its capitals.
    return draw.chance(83 + slot, 60) ? caps(text.substring(0, 1)) + text.substring(1) : text;
  }

  private AddressSegment segment(String module) {
    for (AddressSegment segment : segments) {
      if (segment.module().equals(module)) {
        return segment;
      }
    }
    throw new IllegalArgumentException("No addresses of " + module);
  }

  private AddressSegment segment(int number) {
    for (int i = segments.size() - 1; i >= 0; i--) {
      if (segments.get(i).first() <= number && segments.get(i).size() > 0) {
        return segments.get(i);
      }
    }
    throw new IllegalArgumentException("No address of the number " + number);
  }

  static String caps(String address) {
    return address.toUpperCase(Locale.ROOT);
  }
}
