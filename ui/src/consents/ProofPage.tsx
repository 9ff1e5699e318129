import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { RecipientPlaces } from '@/frame';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Refusal } from '@/shared/Form';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { proofQuery } from './api';
import css from './Consents.module.css';
import { ProofPaper } from './ProofPaper';
import { dayOf } from './useExact';

type Asked = { phone: string; on: string; time: number };

/** «Согласия»: what was in force for a number on a day, and by which records. From a client's card the number comes along. */
export function ProofPage() {
    const { t, i18n } = useTranslation();
    const problemText = useProblemText();
    const session = useSession();
    const brought = useRouterState({ select: ({ location }) => location.hash });
    const [phone, setPhone] = useState(brought);
    const [on, setOn] = useState(() => dayOf(new Date()));
    const [asked, setAsked] = useState<Asked | null>(brought === '' ? null : { phone: brought, on, time: 0 });
    const [tried, setTried] = useState(false);
    const { phone: number = '', on: day = '', time = 0 } = asked ?? {};
    const proof = useQuery({ ...proofQuery(number, day, i18n.language, time), enabled: asked !== null });
    useTitle(t('consents.title'));
    const lacking = { '/phone': phone.trim() === '' ? t('consents.proof.noPhone') : null, '/on': on === '' ? t('consents.proof.noDay') : null };
    const told = (pointer: keyof typeof lacking) => (tried ? lacking[pointer] : null) ?? fieldProblem(proof.error, pointer);
    const waiting = asked !== null && proof.isFetching;
    return (
        <>
            <RecipientPlaces />
            <header className={css.bar}>
                <div>
                    <h1>{t('consents.heading')}</h1>
                    <p className={css.sub}>{t('consents.text')}</p>
                </div>
                <p className={css.links}>
                    {can(session, 'imports.write') && <Link to="/consents/import">{t('consents.import.title')}</Link>}
                    {can(session, 'administer') && <Link to="/consents/purposes">{t('consents.purposes.title')}</Link>}
                </p>
            </header>
            <form
                className={css.ask}
                noValidate
                onSubmit={(event) => {
                    event.preventDefault();
                    setTried(true);
                    if (phone.trim() !== '' && on !== '' && !waiting) setAsked({ phone: phone.trim(), on, time: time + 1 });
                }}
            >
                <TextInput type="tel" label={t('consents.proof.phone')} autoComplete="off" value={phone} onChange={(event) => setPhone(event.currentTarget.value)} error={told('/phone')} />
                <TextInput type="date" label={t('consents.proof.on')} min="1990-01-01" max="2100-12-31" value={on} onChange={(event) => setOn(event.currentTarget.value)} error={told('/on')} />
                <Button type="submit" variant="filled" aria-disabled={waiting}>
                    {t('consents.proof.show')}
                </Button>
            </form>
            <Refusal>{proof.isError && !toldAtFields(proof.error, ['/phone', '/on']) && problemText(proof.error)}</Refusal>
            <p className="sr" role="status">
                {waiting && t('loading')}
            </p>
            {proof.data && <ProofPaper proof={proof.data} />}
        </>
    );
}
