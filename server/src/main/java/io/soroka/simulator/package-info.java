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
 *   "operators": [{
 *     "name": "severs",            // key in the log and the ports file: a-z, 0-9, -
 *     "title": "Северсвязь",
 *     "systemId": "severs", "password": "secret",
 *     "port": 0,                   // 0: any free one
 *     "window": 500,               // deliver_sm without response, a session
 *     "latency": {"minMs": 0, "maxMs": 0},          // of submit_sm_resp
 *     "perSecond": 0,              // more get 0x58; 0: no limit
 *     "errorShare": 0.0,           // answered 0x45 or 0x0B, by turns of the dice
 *     "receipts": {"minMs": 50, "maxMs": 2000, "shuffled": true,
 *                  "failedShare": 0.02, "repeatedShare": 0.0, "lostShare": 0.0},
 *     "replies": {"share": 0.0, "texts": ["СТОП", "Спасибо", "да"], "minMs": 500, "maxMs": 3000}
 *   }]
 * }
 * }</pre>
 *
 * <p><b>The log</b> is append-only, one event a line, fields separated by tabs, the last one always
 * the time in milliseconds since 1970. Texts are never in it, only {@code CRC32C:length} of their
 * bytes (without user data header). A line is in the file (handed to the operating system) before
 * the PDU it tells of goes to the wire, so that whoever is killed, log and wire agree.
 *
 * <pre>
 * A operator id sender destination part hash time   accepted; part is ref/total/seq or -
 * N operator status sender destination part hash time   refused; status as 0x45
 * R operator id state time                          receipt handed to a session (again, when the last time was not acknowledged)
 * K operator id time                                that receipt was acknowledged with status 0
 * L operator id time                                receipt lost on purpose: it will never come
 * I operator id phone recipient hash time           reply of a phone handed to a session; ids of its own
 * J operator id time                                that reply was acknowledged with status 0
 * </pre>
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"smpp"})
package io.soroka.simulator;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
