/**
 * Operators to try against: a process of its own that plays several SMPP operators and the phones
 * behind them, with faults on demand, and keeps a log that judges what its clients did.
 *
 * <p><b>Settings</b> are one JSON file; everything has a default, unknown fields are refused:
 *
 * <pre>{@code
 * {
 *   "seed": 1,                     // same seed, same dice
 *   "maxOutstanding": 4000000,     // receipts and replies kept, an operator; beyond it submits get 0x14
 *   "phones": {"remembered": 500, "messages": 50},  // kept for the page, while it is served
 *   "operators": [{
 *     "name": "severs",            // key in the log and the ports file: a-z, 0-9, -
 *     "title": "Северсвязь",
 *     "systemId": "severs", "password": "secret",
 *     "port": 0,                   // 0: any free one
 *     "window": 500,               // deliver_sm without response, a session
 *
 *     // from here on, what an operator does; all of it can be changed while it runs
 *     "latency": {"minMs": 0, "maxMs": 0},          // of submit_sm_resp; or a curve, from a second on:
 *                                                   // [{"fromSecond": 0, "minMs": 5, "maxMs": 20}, …]
 *     "perSecond": 0,              // more get 0x58; 0: no limit
 *     "refusals": [{"prefix": "7999", "status": "0x0b"}],      // numbers; the first that fits counts
 *     "ids": {"answer": "hex", "receipt": "hex"},   // hex, hexUpper, hexPadded (16 digits),
 *                                                   // decimal, decimalPadded (20), uuid
 *     "receipts": {"minMs": 50, "maxMs": 2000, "shuffled": true, "failedShare": 0.02,
 *                  "tlvs": true},                   // id and state as optional parameters, too
 *     "replies": {"share": 0.0, "texts": ["СТОП", "Спасибо", "да"], "minMs": 500, "maxMs": 3000},
 *     "faults": {                  // none by default; see below
 *       "queueFull": {"fromSecond": 10, "seconds": 30, "share": 0.5}
 *     }
 *   }]
 * }
 * }</pre>
 *
 * <p><b>Faults</b> all have one shape: {@code fromSecond} and {@code seconds} say when they are on
 * (counted from the start or from being set up; 0 seconds: until taken away), {@code share} or
 * {@code every} (each so manieth) whom they befall meanwhile; {@code minMs} and {@code maxMs} how
 * long, where they take time.
 *
 * <ul>
 *   <li>{@code errors}: submits get 0x45 or 0x0B, by turns of the dice
 *   <li>{@code throttled}: submits get 0x58
 *   <li>{@code queueFull}: submits get 0x14
 *   <li>{@code disconnected}: with the submit it befalls, its connection is closed; whatever has no
 *       response by then, late ones included, never gets one; what was behind it was never read
 *   <li>{@code silent}: connections stand, new ones too, but nothing is read or written
 *       (half-open); no share, it befalls all
 *   <li>{@code bindRefused}: binds get 0x0D
 *   <li>{@code receiptLost}: the receipt never comes
 *   <li>{@code receiptLate}: it comes that much later, past all others
 *   <li>{@code receiptEarly}: it comes at once, and the response that much after it
 *   <li>{@code receiptRepeated}: once acknowledged, it comes a second time
 * </ul>
 *
 * <p>{@code "errorShare"}, and {@code "repeatedShare"} and {@code "lostShare"} in the receipts, are
 * short for the share of a fault that is always on.
 *
 * <p><b>The page</b> ({@link PageServer}, with {@code --http-port}) shows operators and phones to
 * people, on loopback only, over a JSON API that programs may use as well.
 *
 * <p><b>The log</b> is append-only, one event a line, fields separated by tabs, the last one always
 * the time in milliseconds since 1970. Texts are never in it, only {@code CRC32C:length} of their
 * bytes (without user data header). Ids are in lower-case hex without zeros in front, whatever form
 * the operator gives them out in. A line is in the file (handed to the operating system) before the
 * PDU it tells of goes to the wire, so that whoever is killed, log and wire agree.
 *
 * <pre>
 * A operator id sender destination part hash time   accepted; part is ref/total/seq or -
 * N operator status sender destination part hash time   refused; status as 0x45
 * R operator id state time                          receipt handed to a session (again, when the last time was not acknowledged)
 * K operator id time                                that receipt was acknowledged with status 0
 * L operator id time                                receipt lost on purpose: it will never come
 * I operator id phone recipient hash time           reply of a phone handed to a session; ids of its own
 * J operator id time                                that reply was acknowledged with status 0
 * F operator fault time                             the fault begins
 * G operator fault time                             the fault ends
 * H operator id fault time                          the fault befell that message: receiptLate, receiptEarly,
 *                                                   receiptRepeated, or disconnected: accepted, but its response
 *                                                   was never given
 * B operator status time                            a bind was refused by a fault
 * </pre>
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"smpp", "text"})
package io.soroka.simulator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
