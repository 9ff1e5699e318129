import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { Refusal } from '@/shared/Form';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { draftsQuery, type Launching, launchingQuery, type Selection, tie, untie } from './api';
import css from './Selections.module.css';

/** The draft that each whole run launches, and what came of it. */
export function Launches({ selection }: { selection: Selection }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const { id } = selection;
    const query = useQuery(launchingQuery(id));
    const launching = query.data;
    return (
        <section className={css.part}>
            <h2>{t('selections.launch.title')}</h2>
            <Refusal>{query.isLoadingError && problemText(query.error)}</Refusal>
            {launching && <Tied id={id} launching={launching} />}
            {launching && launching.launches.length > 0 && <Outcomes launches={launching.launches} />}
        </section>
    );
}

function Tied({ id, launching }: { id: string; launching: Launching }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const format = useFormat();
    const client = useQueryClient();
    const session = useSession();
    const writes = can(session, 'campaigns.write');
    const { campaign } = launching;
    const drafts = useQuery({ ...draftsQuery, enabled: writes });
    const [chosen, setChosen] = useState('');
    const again = () => client.invalidateQueries({ queryKey: launchingQuery(id).queryKey });
    const tying = useMutation({ mutationFn: (draft: { id: string; version: number }) => tie(id, draft.id, draft.version), onSuccess: again });
    const untying = useMutation({ mutationFn: () => untie(id), onSuccess: again });
    const draft = drafts.data?.find((one) => one.id === (chosen === '' ? (campaign?.id ?? '') : chosen));
    const failed = [tying, untying].find(({ isError }) => isError)?.error;
    return (
        <>
            {campaign === null ? (
                <p className={css.lead}>{t('selections.launch.none')}</p>
            ) : (
                <p className={css.lead}>
                    {t('selections.launch.does')}{' '}
                    <Link to="/campaigns/$id" params={{ id: campaign.id }}>
                        {campaign.name}
                    </Link>
                    . <span className="muted">{t('selections.launch.setBy', { name: campaign.setBy, at: format.moment(campaign.setAt) })}</span>
                    {!campaign.unchanged && (
                        <strong role="alert" className={css.why}>
                            {t('selections.launch.changed')}
                        </strong>
                    )}
                </p>
            )}
            {writes && (
                <div className={css.acts}>
                    <NativeSelect
                        aria-label={t('selections.launch.which')}
                        value={chosen}
                        onChange={(event) => setChosen(event.currentTarget.value)}
                        data={[{ value: '', label: t('selections.launch.choose') }, ...(drafts.data ?? []).map((one) => ({ value: one.id, label: one.name }))]}
                    />
                    <Button
                        aria-disabled={draft === undefined || tying.isPending}
                        onClick={() => {
                            if (draft && !tying.isPending) tying.mutate(draft);
                        }}
                    >
                        {t(tying.isPending ? 'selections.launch.busy' : campaign !== null && !campaign.unchanged && chosen === '' ? 'selections.launch.again' : 'selections.launch.tie')}
                    </Button>
                    {campaign !== null && (
                        <button type="button" className="act" onClick={() => !untying.isPending && untying.mutate()}>
                            {t(untying.isPending ? 'selections.launch.busy' : 'selections.launch.untie')}
                        </button>
                    )}
                </div>
            )}
            <p className={css.hint}>{t('selections.launch.help')}</p>
            <Refusal>{failed !== undefined && problemText(failed)}</Refusal>
        </>
    );
}

function Outcomes({ launches }: { launches: Launching['launches'] }) {
    const { t } = useTranslation();
    const format = useFormat();
    return (
        <ul className={css.outcomes} aria-label={t('selections.launch.outcomes')}>
            {launches.map((one) => (
                <li key={one.selectionRunId}>
                    <time dateTime={one.at}>{format.moment(one.at)}</time>{' '}
                    {one.runId === null ? (
                        <span className={css.why}>{t('selections.launch.not', { problem: one.problem ?? '' })}</span>
                    ) : (
                        <Link to="/runs/$id" params={{ id: one.runId }}>
                            {t('selections.launch.run')}
                        </Link>
                    )}
                </li>
            ))}
        </ul>
    );
}
