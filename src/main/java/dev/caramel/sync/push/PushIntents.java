package dev.caramel.sync.push;

import dev.caramel.sync.run.RunFence;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is being looked up and created: one intent for each connection, module and address (without
 * case), whichever sync or node has it. It is taken before the look-up, so that of two that know of
 * nobody yet only one creates; it is marked before the create is sent, so that a lost answer is
 * known; and it goes in the transaction that keeps the record's id.
 */
@Component
class PushIntents {
  // One that another run left behind is taken over, with the id that it may have sent.
  private static final String TAKE =
      """
      insert into push_intent as i (connection, module, address_key, list_id, member_id, run_id,
                                    own_id, state)
      select ?, ?, u.address, ?, u.member, ?, u.own_id, 'taken'
        from unnest(?::text[], ?::bigint[], ?::text[]) as u (address, member, own_id)
       order by u.address
      on conflict (connection, module, address_key) do update
        set list_id = excluded.list_id, member_id = excluded.member_id, run_id = excluded.run_id
        where i.run_id <> excluded.run_id
          and not exists (select from run r where r.id = i.run_id and r.outcome = 'running')
      returning address_key, own_id, case when state = 'sent' then sent_at end as sent_at
      """;

  private static final String SEND =
      """
      update push_intent set state = 'sent', sent_at = ?
       where run_id = ? and connection = ? and module = ? and address_key = any (?)
      """;

  private static final String TAKE_BACK =
      """
      update push_intent set state = 'taken', sent_at = null
       where run_id = ? and connection = ? and module = ? and address_key = ?
      """;

  private static final String END =
      """
      delete from push_intent
       where run_id = ? and connection = ? and module = ? and address_key = any (?)
      """;

  // What a run that died or failed left behind: nothing was sent, or what was sent is settled by
  // now
  // and its member has a record, another address, or is gone. Who is still to be created is kept.
  private static final String CLEAR =
      """
      delete from push_intent i
       where i.list_id = ? and i.run_id <> ?
         and not exists (select from run r where r.id = i.run_id and r.outcome = 'running')
         and (i.state = 'taken'
              or i.sent_at < ?
                 and not exists (select from member m
                                  where m.list_id = i.list_id and m.email_key = i.address_key
                                    and m.record_id is null and m.removed_at is null))
      """;

  private final JdbcTemplate jdbc;
  private final RunFence fence;
  private final TransactionTemplate transaction;

  PushIntents(JdbcTemplate jdbc, RunFence fence, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.fence = fence;
    this.transaction = transaction;
  }

  /**
   * Clears the intents of this list that nobody needs any more.
   *
   * @param settleAfter how long Sugar may be at work on a create
   */
  void clear(Push push, Duration settleAfter) {
    transaction.executeWithoutResult(
        status -> {
          fence.check(push.run);
          jdbc.update(
              CLEAR,
              push.sync().id(),
              push.run.id(),
              Timestamp.from(sugarNow(push).minus(settleAfter)));
        });
  }

  private Instant sugarNow(Push push) {
    Timestamp now = jdbc.queryForObject("select clock_timestamp()", Timestamp.class);
    return Objects.requireNonNull(now).toInstant().plus(push.skew);
  }

  private record Taken(String ownId, Optional<Instant> sentAt) {}

  /** Takes the intents of these members; those that somebody else has now do not come back. */
  List<Addition> take(Push push, Collection<DueMember> members) {
    Map<String, Taken> taken = new HashMap<>();
    transaction.executeWithoutResult(
        status -> {
          fence.check(push.run);
          jdbc.query(
              TAKE,
              rs -> {
                Timestamp sent = rs.getTimestamp("sent_at");
                taken.put(
                    rs.getString("address_key"),
                    new Taken(
                        rs.getString("own_id"),
                        Optional.ofNullable(sent).map(Timestamp::toInstant)));
              },
              push.connection,
              push.sync().module(),
              push.sync().id(),
              push.run.id(),
              members.stream().map(PushIntents::address).toArray(String[]::new),
              members.stream().map(DueMember::id).toArray(Long[]::new),
              members.stream().map(member -> UUID.randomUUID().toString()).toArray(String[]::new));
        });
    List<Addition> additions = new ArrayList<>();
    for (DueMember member : members) {
      Taken mine = taken.get(address(member));
      if (mine != null) {
        additions.add(new Addition(member, address(member), mine.ownId, mine.sentAt.orElse(null)));
      }
    }
    return additions;
  }

  /** The address that a member is known by, without case. */
  static String address(DueMember member) {
    return Objects.requireNonNull(member.email()).toLowerCase(Locale.ROOT);
  }

  /** Marks creates just before they are sent, with Sugar's time. */
  void send(Push push, Collection<Addition> additions) {
    transaction.executeWithoutResult(
        status -> {
          fence.check(push.run);
          jdbc.update(
              SEND,
              Timestamp.from(sugarNow(push)),
              push.run.id(),
              push.connection,
              push.sync().module(),
              additions.stream().map(Addition::address).toArray(String[]::new));
        });
  }

  /** Says that a create which was sent surely created nothing. */
  void takeBack(Push push, Addition addition) {
    jdbc.update(
        TAKE_BACK, push.run.id(), push.connection, push.sync().module(), addition.address());
  }

  /** Ends the intents of members that have a record now, or are not to get one. */
  void end(Push push, Collection<Addition> additions) {
    if (!additions.isEmpty()) {
      jdbc.update(
          END,
          push.run.id(),
          push.connection,
          push.sync().module(),
          additions.stream().map(Addition::address).toArray(String[]::new));
    }
  }
}
