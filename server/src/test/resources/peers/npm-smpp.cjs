// An operator with bad habits, made of the npm package smpp. What it did is told on standard output, a line each;
// it ends with its standard input. Habits by the end of the number and by how many messages it has taken.
'use strict';
const smpp = require('smpp');

const THROTTLED = 0x58;
const WRONG_COMMAND = 0x03;
const HELD = 7;
const [CUTS_AT, UNBINDS_AT, GOES_MUTE_AT] = [100, 250, 400];

const say = (...words) => process.stdout.write(words.join(' ') + '\n');
/** Receipts that nobody has acknowledged, by id. */
const owed = new Map();
let taken = 0;
let lastId = 0xabc00;

function tell(session, id) {
  if (!owed.has(id)) return;
  const { number, state } = owed.get(id);
  const text = `id:${id} sub:001 dlvrd:001 submit date:2611261200 done date:2611261201 stat:${state} err:000 text:`;
  session.deliver_sm(
    { esm_class: 4, source_addr_ton: 1, source_addr_npi: 1, source_addr: number, destination_addr: 'Soroka', short_message: text },
    (answer) => {
      if (answer.command_status === 0 && owed.delete(id)) say('acknowledged', id, state);
    },
  );
}

function takes(session, pdu) {
  const number = pdu.destination_addr;
  say('taken', number);
  const habit = Number(number) % 25;
  if (habit === 0) {
    say('refused', number, '0x58');
    session.send(pdu.response({ command_status: THROTTLED }));
  } else if (habit === 1) {
    say('refused', number, '0x03');
    session.generic_nack({ command_status: WRONG_COMMAND, sequence_number: pdu.sequence_number });
  } else {
    // Hexadecimal in the answer, decimal in the receipt.
    const id = ++lastId;
    const answer = () => {
      if (session.deaf) return;
      say('answered', number, id.toString(16));
      session.send(pdu.response({ message_id: id.toString(16).toUpperCase().padStart(10, '0') }));
    };
    owed.set(id, { number, state: habit === 4 ? 'UNDELIV' : 'DELIVRD' });
    if (habit === 2) {
      tell(session, id);
      tell(session, id);
      setTimeout(answer, 50);
    } else {
      const held = () => {
        answer();
        if (!session.deaf) tell(session, id);
      };
      if (habit === 3) setTimeout(held, 300);
      else session.held.push(held);
    }
  }
}

function release(session) {
  session.held.reverse().forEach((one) => one());
  session.held = [];
}

const server = smpp.createServer((session) => {
  session.held = [];
  session.deaf = false;
  const ticking = setInterval(() => release(session), 30);
  session.on('error', () => session.destroy());
  session.on('close', () => {
    session.deaf = true;
    clearInterval(ticking);
  });
  session.on('bind_transceiver', (pdu) => {
    session.send(pdu.response({ system_id: 'npm' }));
    owed.forEach((_, id) => tell(session, id));
  });
  session.on('enquire_link', (pdu) => session.deaf || session.send(pdu.response()));
  session.on('unbind', (pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('submit_sm', (pdu) => {
    if (session.deaf) return;
    takes(session, pdu);
    if (session.held.length >= HELD) release(session);
    taken++;
    if (taken === CUTS_AT) {
      say('cuts');
      session.deaf = true;
      session.destroy();
    } else if (taken === UNBINDS_AT) {
      say('unbinds');
      session.deaf = true;
      session.unbind(() => session.close());
    } else if (taken === GOES_MUTE_AT) {
      say('mute');
      session.deaf = true;
    }
  });
});
server.listen(0, '127.0.0.1', () => say('port', server.address().port));
process.stdin.on('end', () => process.exit(0)).resume();
