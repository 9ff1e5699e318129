import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useZone } from '@/shared/useZone';
import { Word } from '@/shared/Word';
import type { Proof } from './api';
import css from './Consents.module.css';
import { Ledger } from './Ledger';
import { useExact } from './useExact';

/** The proof as a sheet of paper: nothing but it is printed. */
export function ProofPaper({ proof }: { proof: Proof }) {
    const { t } = useTranslation();
    const exact = useExact();
    const zone = useZone();
    const { phone, on, madeAt, madeBy, optedOut, people, silence } = proof;
    return (
        <article className={css.paper}>
            <header className={css.bar}>
                <h2>{t('consents.paper.title', { phone, on: exact(on) })}</h2>
                <Button className={css.print ?? ''} onClick={() => window.print()}>
                    {t('consents.paper.print')}
                </Button>
            </header>
            <p className="muted s14">{t('consents.paper.made', { by: madeBy, at: exact(madeAt), zone: zone.whole })}</p>
            <p className={css.silence}>{t(optedOut ? 'consents.paper.silent' : 'consents.paper.notSilent')}</p>
            {people.length === 0 && <p>{t('consents.paper.nobody')}</p>}
            {people.map((person) => (
                <section key={person.clientId} className={css.person}>
                    <h3>
                        {person.exists ? (
                            <Link to="/recipients/$id" params={{ id: person.clientId }}>
                                {person.name ?? t('consents.paper.nameless')}
                            </Link>
                        ) : (
                            t('consents.paper.gone', { id: person.clientId })
                        )}
                    </h3>
                    {person.states.length === 0 ? (
                        <p>{t('consents.paper.nothing')}</p>
                    ) : (
                        <ul className={css.states}>
                            {person.states.map(({ purpose, purposeText, channel, given, by }) => (
                                <li key={`${purpose} ${channel}`}>
                                    <span>
                                        {purposeText}, {t(`consents.channel.${channel}`)}
                                    </span>
                                    <Word tone={given ? 'ok' : 'bad'}>{t(given ? 'consents.paper.allowed' : 'consents.paper.forbidden')}</Word>
                                    <span className="muted">{t('consents.paper.by', { id: by })}</span>
                                </li>
                            ))}
                        </ul>
                    )}
                    {person.records.length > 0 && <Ledger label={t('consents.paper.records', { name: person.name ?? person.clientId })} records={person.records} inForce={new Set(person.states.map(({ by }) => by))} />}
                </section>
            ))}
            {silence.length > 0 && (
                <section className={css.person}>
                    <h3>{t('consents.paper.silence')}</h3>
                    <ul className={css.states}>
                        {silence.map((one) => (
                            <li key={one.at + String(one.optedOut)}>
                                <span>{t(one.optedOut ? 'consents.paper.out' : 'consents.paper.back')}</span>
                                <time dateTime={one.at}>{exact(one.at)}</time>
                                <span className="muted">{one.sourceText}</span>
                            </li>
                        ))}
                    </ul>
                </section>
            )}
        </article>
    );
}
