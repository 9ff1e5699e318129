import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useBlocker, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { can, useSession } from '@/access';
import { Bone } from '@/shared/Bone';
import { Dialog } from '@/shared/Dialog';
import { Failure } from '@/shared/Failure';
import { useFormat } from '@/shared/useFormat';
import { useProblemText } from '@/shared/useProblemText';
import { useTitle } from '@/shared/useTitle';
import { deleteText, saveText, type Text, textQuery, textsQuery, type Wording } from './api';
import { countParts } from './parts';
import { Phone } from './Phone';
import { TextEditor } from './TextEditor';
import css from './TextPage.module.css';
import { useStarters } from './useStarters';

/** One kept text: written by those who may, read by the others. */
export function TextPage({ id }: { id: string }) {
    const { t } = useTranslation();
    const writer = can(useSession(), 'texts.write');
    const { data, error, isLoadingError, refetch } = useQuery(textQuery(id));
    useTitle(data?.name ?? t('texts.title'));
    if (isLoadingError) return <Failure title={t('texts.notOpened')} error={error} onRetry={() => void refetch()} />;
    if (!data) return <Waiting />;
    return writer ? <Editing kept={data} first={data} /> : <Reading text={data} />;
}

/** A text to be, from nothing or from one of the ready ones. */
export function NewTextPage({ starter }: { starter?: string | undefined }) {
    const { t } = useTranslation();
    const begun = useStarters().find(({ key }) => key === starter);
    useTitle(t('texts.new'));
    return <Editing kept={null} first={begun ? { ...begun, sender: null } : { name: '', text: '', messageClass: 'advertising', sender: null }} />;
}

type Draft = Wording & { name: string };

function Editing({ kept, first }: { kept: Text | null; first: Draft }) {
    const { t } = useTranslation();
    const format = useFormat();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const name = useRef<HTMLInputElement>(null);
    const [draft, setDraft] = useState<Draft>({ name: first.name, text: first.text, messageClass: first.messageClass, sender: first.sender });
    const [changed, setChanged] = useState(kept === null && first.text !== '');
    const [wanting, setWanting] = useState(false);
    const [removing, setRemoving] = useState(false);
    const going = useRef(false);
    const change = (changes: Partial<Draft>) => {
        setDraft((before) => ({ ...before, ...changes }));
        setChanged(true);
        setWanting(false);
    };
    const keep = useMutation({
        mutationFn: () => saveText(kept?.id ?? null, { ...draft, name: draft.name.trim() }),
        onSuccess: (text) => {
            client.setQueryData(textQuery(text.id).queryKey, text);
            void client.invalidateQueries({ queryKey: textsQuery.queryKey, exact: true });
            setChanged(false);
            going.current = true;
            return kept === null ? navigate({ to: '/texts/$id', params: { id: text.id }, replace: true }) : undefined;
        },
        onSettled: () => {
            going.current = false;
        },
    });
    const remove = useMutation({
        mutationFn: () => deleteText(kept?.id ?? ''),
        onSuccess: () => {
            going.current = true;
            void client.invalidateQueries({ queryKey: textsQuery.queryKey, exact: true });
            return navigate({ to: '/texts' });
        },
    });
    const leaving = useBlocker({ shouldBlockFn: () => changed && !going.current, enableBeforeUnload: () => changed, withResolver: true });

    const lacksName = draft.name.trim() === '';
    const lacksText = draft.text.trim() === '';
    const save = () => {
        if (keep.isPending) return;
        setWanting(lacksName || lacksText);
        if (lacksName) name.current?.focus();
        else if (!lacksText) keep.mutate();
    };
    return (
        <>
            <p className={css.back}>
                <Link to="/texts">{t('texts.back')}</Link>
            </p>
            <TextEditor
                {...draft}
                audience={null}
                forecast={null}
                onChange={change}
                heading={
                    <header className={css.bar}>
                        <h1 className="sr">{draft.name.trim() === '' ? t('texts.new') : draft.name}</h1>
                        <TextInput
                            ref={name}
                            className={css.name ?? ''}
                            aria-label={t('texts.name')}
                            placeholder={t('texts.name')}
                            value={draft.name}
                            maxLength={120}
                            autoComplete="off"
                            error={wanting && lacksName && t('texts.save.needsName')}
                            onChange={(event) => change({ name: event.currentTarget.value })}
                        />
                        <div className={css.acts}>
                            <Button variant="filled" aria-disabled={keep.isPending || (!changed && kept !== null)} onClick={save}>
                                {keep.isPending ? t('texts.save.busy') : t('texts.save.save')}
                            </Button>
                            {kept && (
                                <button type="button" className={css.remove} onClick={() => setRemoving(true)}>
                                    {t('texts.remove.act')}
                                </button>
                            )}
                        </div>
                        <p className={css.said} role="status">
                            {wanting && !lacksName && lacksText
                                ? t('texts.save.needsText')
                                : keep.isSuccess && !changed
                                  ? t('texts.save.saved', { time: format.clock(keep.data.changedAt) })
                                  : kept && !changed && t('texts.changed', { when: format.moment(kept.changedAt), who: kept.changedBy ?? '' })}
                        </p>
                        <div role="alert" className={css.refusal}>
                            {keep.isError && <p>{problemText(keep.error)}</p>}
                        </div>
                    </header>
                }
            />
            <Dialog opened={removing} onClose={() => setRemoving(false)} width={460} title={t('texts.remove.title', { name: kept?.name ?? '' })}>
                <p>{t('texts.remove.text')}</p>
                <div role="alert" className={css.refusal}>
                    {remove.isError && <p>{problemText(remove.error)}</p>}
                </div>
                <div className="buttons">
                    <Button data-autofocus onClick={() => setRemoving(false)}>
                        {t('texts.remove.cancel')}
                    </Button>
                    <Button
                        variant="final"
                        aria-disabled={remove.isPending}
                        onClick={() => {
                            if (!remove.isPending) remove.mutate();
                        }}
                    >
                        {t('texts.remove.confirm')}
                    </Button>
                </div>
            </Dialog>
            <Dialog opened={leaving.status === 'blocked'} onClose={() => leaving.reset?.()} width={420} title={t('texts.leave.title')}>
                <p>{t('texts.leave.text')}</p>
                <div className="buttons">
                    <Button onClick={() => leaving.proceed?.()}>{t('texts.leave.go')}</Button>
                    <Button variant="filled" data-autofocus onClick={() => leaving.reset?.()}>
                        {t('texts.leave.stay')}
                    </Button>
                </div>
            </Dialog>
        </>
    );
}

function Reading({ text }: { text: Text }) {
    const { t } = useTranslation();
    const format = useFormat();
    const { parts, size, capacity, breaks } = countParts(text.text);
    return (
        <>
            <p className={css.back}>
                <Link to="/texts">{t('texts.back')}</Link>
            </p>
            <h1>{text.name}</h1>
            <p className={css.facts}>
                {t(`texts.kind.${text.messageClass}`)}, {t('editor.counter.parts', { count: parts })}, {size}/{capacity}.{' '}
                <span className="muted">{t('texts.changed', { when: format.moment(text.changedAt), who: text.changedBy ?? '' })}</span>
            </p>
            <div className={css.phone}>
                <Phone text={text.text} breaks={breaks} sender={text.sender} clock={null} />
            </div>
        </>
    );
}

function Waiting() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <h1 className="sr">
                <span role="status">{t('loading')}</span>
            </h1>
            <Bone width={320} height={34} />
            <div className={css.waiting}>
                <Bone width="100%" height={320} />
                <Bone width={304} height={508} />
            </div>
        </div>
    );
}
