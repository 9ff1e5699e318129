import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { RecipientPlaces } from '@/frame';
import { ApiProblem } from '@/shared/api';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { changeSegment, createSegment, deleteSegment, type Segment, segmentQuery, segmentsQuery } from './api';
import { asCriteria, type Criteria } from './criteria';
import { complaints, nameFor } from './naming';
import { isReady, READY } from './ready';
import { SampleAndWhy } from './SampleAndWhy';
import css from './SegmentsPage.module.css';
import { SentenceEditor } from './SentenceEditor';
import { useCatalogue } from './useCatalogue';
import { useSpeaker } from './useSpeaker';

/** A saved segment: read it, change it, see whom it finds. */
export function SegmentPage({ id }: { id: string }) {
    const { t } = useTranslation();
    // What is being changed here must not be changed under the hand.
    const segment = useQuery({ ...segmentQuery(id), staleTime: Infinity, gcTime: 0 });
    return (
        <>
            <RecipientPlaces />
            {segment.data ? (
                <Form segment={segment.data} />
            ) : segment.isError ? (
                <Failure title={t('segments.page.failed')} error={segment.error} onRetry={() => void segment.refetch()} />
            ) : (
                <div aria-busy="true">
                    <h1>
                        <span className="sr" role="status">
                            {t('loading')}
                        </span>
                        <Bone width={360} height={28} />
                    </h1>
                    <p className={css.lead} aria-hidden="true">
                        <Bone width={520} height={22} />
                    </p>
                </div>
            )}
        </>
    );
}

/** A segment in the making, from nothing or from a ready-made one. */
export function NewSegmentPage({ ready }: { ready?: string | undefined }) {
    return (
        <>
            <RecipientPlaces />
            <Form segment={null} ready={ready} />
        </>
    );
}

function Form({ segment, ready }: { segment: Segment | null; ready?: string | undefined }) {
    const { t } = useTranslation();
    const format = useFormat();
    const speaker = useSpeaker();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const fixed = !can(useSession(), 'segments.write');
    const [kept, setKept] = useState<{ name: string; criteria: Criteria }>({ name: segment?.name ?? '', criteria: asCriteria(segment?.criteria) });
    const [name, setName] = useState(segment?.name ?? (isReady(ready) ? t(`segments.ready.${ready}`) : ''));
    const [criteria, setCriteria] = useState<Criteria>(isReady(ready) ? READY[ready] : kept.criteria);
    const [deleting, setDeleting] = useState(false);
    const { catalogue } = useCatalogue(criteria);
    const leaving = useRef(false);
    const title = segment ? kept.name : t('segments.page.new');
    useTitle(title);

    const changed = name.trim() !== kept.name || JSON.stringify(criteria) !== JSON.stringify(kept.criteria);
    const blocker = useBlocker({ shouldBlockFn: () => changed && !leaving.current, enableBeforeUnload: () => changed && !leaving.current, withResolver: true });

    const wanted = { name: name.trim() === '' ? (catalogue ? nameFor(speaker, catalogue, criteria) : '') : name.trim(), criteria };
    const saving = useMutation({
        mutationFn: () => (segment ? changeSegment(segment.id, wanted) : createSegment(wanted)),
        onSuccess: (saved) => {
            client.setQueryData(segmentQuery(saved.id).queryKey, saved);
            void client.invalidateQueries({ queryKey: segmentsQuery.queryKey });
            setName(saved.name);
            setKept({ name: saved.name, criteria });
            if (segment) return undefined;
            leaving.current = true;
            return navigate({ to: '/segments/$id', params: { id: saved.id }, replace: true });
        },
    });
    const told = complaints(saving.error, problemText);
    const problems = saving.error instanceof ApiProblem ? saving.error.errors : [];
    const change = (next: Criteria) => {
        saving.reset();
        setCriteria(next);
    };
    return (
        <>
            <form
                onSubmit={(event) => {
                    event.preventDefault();
                    if (!saving.isPending && !fixed && catalogue) saving.mutate();
                }}
            >
                <header className={css.bar}>
                    <h1>{title}</h1>
                    {!fixed && (
                        <div className={css.do}>
                            <span role="status" className="muted s14">
                                {saving.isSuccess && !changed && t('segments.page.saved', { time: format.clock(saving.data.changedAt) })}
                            </span>
                            <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                                {saving.isPending ? t('segments.page.saving') : t('segments.page.save')}
                            </Button>
                        </div>
                    )}
                </header>
                <div role="alert">{told.other !== null && <p className={css.refusal}>{told.other}</p>}</div>
                {!fixed && (
                    <TextInput
                        className={css.naming ?? ''}
                        label={t('segments.page.name')}
                        placeholder={t('segments.page.nameHint')}
                        maxLength={200}
                        autoComplete="off"
                        value={name}
                        error={told.name}
                        onChange={(event) => {
                            saving.reset();
                            setName(event.target.value);
                        }}
                    />
                )}
            </form>
            <SentenceEditor criteria={criteria} onChange={change} problems={problems} fixed={fixed} autoFocus={segment === null} />
            <SampleAndWhy criteria={criteria} messageClass={null} />
            {segment && (
                <footer className={css.foot}>
                    <span className="muted s14">
                        {segment.createdBy === null
                            ? t('segments.page.changed', { at: format.moment(segment.changedAt) })
                            : t('segments.page.madeBy', { at: format.moment(segment.changedAt), name: segment.createdBy })}
                    </span>
                    {!fixed && (
                        <button type="button" className={`act s14 ${css.bad}`} aria-haspopup="dialog" onClick={() => setDeleting(true)}>
                            {t('segments.page.delete')}
                        </button>
                    )}
                </footer>
            )}
            {segment && (
                <DeleteDialog
                    segment={segment}
                    opened={deleting}
                    onClose={() => setDeleting(false)}
                    onDeleted={() => {
                        leaving.current = true;
                        void client.invalidateQueries({ queryKey: segmentsQuery.queryKey });
                        void navigate({ to: '/segments' });
                    }}
                />
            )}
            <Dialog opened={blocker.status === 'blocked'} onClose={() => blocker.reset?.()} width={440} title={t('segments.leave.title')}>
                <p>{t('segments.leave.text')}</p>
                <div className="buttons">
                    <Button data-autofocus onClick={() => blocker.reset?.()}>
                        {t('segments.leave.stay')}
                    </Button>
                    <Button variant="final" onClick={() => blocker.proceed?.()}>
                        {t('segments.leave.go')}
                    </Button>
                </div>
            </Dialog>
        </>
    );
}

type DeleteProps = { segment: Segment; opened: boolean; onClose: () => void; onDeleted: () => void };

function DeleteDialog({ segment, opened, onClose, onDeleted }: DeleteProps) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const deleting = useMutation({ mutationFn: () => deleteSegment(segment.id), onSuccess: onDeleted });
    return (
        <Dialog opened={opened} onClose={onClose} width={480} title={t('segments.delete.title', { name: segment.name })}>
            <p>{t('segments.delete.text')}</p>
            <div role="alert">{deleting.isError && <p className={css.refusal}>{problemText(deleting.error)}</p>}</div>
            <div className="buttons">
                <Button data-autofocus onClick={onClose}>
                    {t('segments.delete.cancel')}
                </Button>
                <Button
                    variant="final"
                    aria-disabled={deleting.isPending}
                    onClick={() => {
                        if (!deleting.isPending) deleting.mutate();
                    }}
                >
                    {deleting.isPending ? t('segments.delete.busy') : t('segments.delete.confirm')}
                </Button>
            </div>
        </Dialog>
    );
}
