import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Forecast } from '@/audience';
import { useNow } from '@/shared/useNow';
import { useZone } from '@/shared/useZone';
import { Choice } from './Choice';
import { fieldsOf, momentOf, offers, useSpoken } from './time';
import type { DraftInHand } from './useDraft';
import css from './Wizard.module.css';

/** «Когда»: at once or at a time, for whom the list stands by then, and how fast. */
export function WhenStep({ draft, forecast }: { draft: DraftInHand; forecast: Forecast | null }) {
    const { t } = useTranslation();
    return (
        <>
            <h1>{t('wizard.when.title')}</h1>
            <Start draft={draft} />
            <List draft={draft} />
            <Pace draft={draft} forecast={forecast} />
        </>
    );
}

function Start({ draft }: { draft: DraftInHand }) {
    const { t } = useTranslation();
    const spoken = useSpoken();
    const zone = useZone();
    const { when } = draft.campaign;
    // Half-filled fields are not a time yet: they live here until they are.
    const [fields, setFields] = useState(() => (when.kind === 'at' ? fieldsOf(new Date(when.at)) : null));
    const now = new Date(useNow(10_000));
    const chosen = fields && momentOf(fields.date, fields.time);
    const past = chosen !== null && chosen <= now;
    const change = (next: { date: string; time: string }) => {
        setFields(next);
        const at = momentOf(next.date, next.time);
        if (at && at > now) draft.change({ when: { kind: 'at', at: at.toISOString() } });
    };
    return (
        <fieldset className={css.clauses}>
            <legend>{t('wizard.when.start')}</legend>
            <Choice
                name="start"
                checked={fields === null}
                title={t('wizard.when.now')}
                text={t('wizard.when.nowText')}
                onChoose={() => {
                    setFields(null);
                    draft.change({ when: { kind: 'now' } });
                }}
            />
            <Choice
                name="start"
                checked={fields !== null}
                title={chosen && !past ? t('wizard.when.atChosen', { moment: spoken.moment(chosen.getTime()), zone: zone.short }) : t('wizard.when.at')}
                text={t('wizard.when.zone', { zone: zone.whole })}
                onChoose={() => change(fieldsOf(offers(now)[0] ?? now))}
            >
                {fields !== null && (
                    <>
                        <div className={css.fields}>
                            <TextInput
                                type="date"
                                label={t('wizard.when.date')}
                                value={fields.date}
                                min={fieldsOf(now).date}
                                error={past || undefined}
                                aria-describedby={past ? 'past' : undefined}
                                onChange={(event) => change({ ...fields, date: event.target.value })}
                            />
                            <TextInput
                                type="time"
                                label={t('wizard.when.time')}
                                value={fields.time}
                                error={past || undefined}
                                aria-describedby={past ? 'past' : undefined}
                                onChange={(event) => change({ ...fields, time: event.target.value })}
                            />
                            <p className={css.offers}>
                                {offers(now).map((at) => (
                                    <button key={at.getTime()} type="button" className="act s14" onClick={() => change(fieldsOf(at))}>
                                        {spoken.moment(at.getTime())}
                                    </button>
                                ))}
                            </p>
                        </div>
                        <p className={css.refusal} id="past" role="alert">
                            {past && t('wizard.when.past', { now: spoken.clock(now.getTime()) })}
                        </p>
                    </>
                )}
            </Choice>
        </fieldset>
    );
}

function List({ draft }: { draft: DraftInHand }) {
    const { t } = useTranslation();
    return (
        <fieldset className={css.clauses}>
            <legend>{t('wizard.when.list')}</legend>
            {(['frozen', 'live'] as const).map((list) => (
                <Choice
                    key={list}
                    name="list"
                    checked={draft.campaign.list === list}
                    title={t(`wizard.when.${list}`)}
                    text={t(`wizard.when.${list}Text`)}
                    onChoose={() => draft.change({ list })}
                />
            ))}
        </fieldset>
    );
}

const USUAL_PACE = 120;
const FASTEST_PACE = 100_000;

function Pace({ draft, forecast }: { draft: DraftInHand; forecast: Forecast | null }) {
    const { t } = useTranslation();
    const spoken = useSpoken();
    const { perMinute } = draft.campaign;
    const [written, setWritten] = useState(perMinute === null ? null : String(perMinute));
    const pace = written !== null && /^\d+$/.test(written.trim()) ? Number(written.trim()) : 0;
    const wrong = written !== null && (pace < 1 || pace > FASTEST_PACE);
    const seconds = forecast === null ? null : perMinute === null ? forecast.seconds : (forecast.recipients / perMinute) * 60;
    const write = (next: string) => {
        setWritten(next);
        const number = /^\d+$/.test(next.trim()) ? Number(next.trim()) : 0;
        if (number >= 1 && number <= FASTEST_PACE) draft.change({ perMinute: number });
    };
    const took =
        seconds !== null && forecast && forecast.recipients > 0
            ? t('wizard.when.takes', { count: forecast.recipients, length: spoken.length(seconds) })
            : '';
    return (
        <fieldset className={css.clauses}>
            <legend>{t('wizard.when.pace')}</legend>
            <Choice
                name="pace"
                checked={written === null}
                title={t('wizard.when.fast')}
                text={written === null && took !== '' ? took : t('wizard.when.fastText')}
                onChoose={() => {
                    setWritten(null);
                    draft.change({ perMinute: null });
                }}
            />
            <Choice
                name="pace"
                checked={written !== null}
                title={t('wizard.when.slow')}
                text={written !== null && !wrong && took !== '' ? took : t('wizard.when.slowText')}
                onChoose={() => write(String(USUAL_PACE))}
            >
                {written !== null && (
                    <div className={css.fields}>
                        <TextInput
                            inputMode="numeric"
                            label={t('wizard.when.perMinute')}
                            value={written}
                            error={wrong && t('wizard.when.paceWrong')}
                            onChange={(event) => write(event.target.value)}
                        />
                    </div>
                )}
            </Choice>
        </fieldset>
    );
}
