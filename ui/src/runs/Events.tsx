import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/shared/useFormat';
import { Answers } from './Answers';
import { Failures } from './Failures';
import { type Happened, isLogged, type RunProgress } from './progress';
import css from './RunPage.module.css';
import { Skipped } from './Skipped';

const SHOWN = 6;

/** What came of it and what happened: failures, answers, who was skipped, the messages nobody is sure of, the log. */
export function Events({ run, writes, decides }: { run: RunProgress; writes: boolean; decides: boolean }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <div className={css.events}>
            <Failures run={run} writes={writes} />
            <Answers run={run} />
            <section>
                <h2>{t('run.log.title')}</h2>
                <Log events={run.happened} clock={format.clock} moment={format.moment} />
            </section>
            <Skipped run={run} />
            {run.uncertain > 0 && (
                <section>
                    <h2>{t('run.unsure.title', { count: run.uncertain })}</h2>
                    <p>{run.messageClass === 'alarm' ? t('run.unsure.alarm') : t('run.unsure.text')}</p>
                    <p className={css.links}>
                        <Link to="/runs/$id/people" params={{ id: run.id }} search={{ state: 'uncertain' }} className="act">
                            {t('run.failures.list')}
                        </Link>
                        {decides && (
                            <Link to="/operators/uncertain" search={{ run: run.id }} className="act">
                                {t('run.unsure.decide')}
                            </Link>
                        )}
                    </p>
                </section>
            )}
        </div>
    );
}

type Told = (iso: string) => string;

function Log({ events, clock, moment }: { events: Happened[]; clock: Told; moment: Told }) {
    const { t } = useTranslation();
    const [all, setAll] = useState(false);
    const told = events.filter(isLogged).toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
    const days = told.some((event) => moment(event.at) !== clock(event.at));
    const shown = all ? told : told.slice(0, SHOWN);
    return (
        <>
            <ol className={css.log} data-days={days || undefined}>
                {shown.map((event) => (
                    <li key={`${event.at} ${event.kind} ${event.connection ?? ''}`}>
                        <time className="n" dateTime={event.at}>
                            {days ? moment(event.at) : clock(event.at)}
                        </time>
                        <span>
                            {t(`run.log.${event.kind}`)}
                            {event.by ? `, ${event.by}` : ''}
                        </span>
                    </li>
                ))}
            </ol>
            {told.length > shown.length && (
                <button type="button" className="act s14" onClick={() => setAll(true)}>
                    {t('run.log.all', { count: told.length })}
                </button>
            )}
        </>
    );
}
