import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { Attributes } from './Attributes';
import { addEventKind, type Attribute, changeEventKind, type EventKind } from './eventKinds';
import css from './Fields.module.css';
import { keyOf } from './keyOf';

/** One kind of events: what it is called and what is told of it besides time and sum; a new one when there is none. */
export function EventKindDialog({ opened, kind, onClose }: { opened: boolean; kind: EventKind | null; onClose: () => void }) {
    const { t, i18n } = useTranslation();
    const title = kind === null ? t('fields.events.new') : i18n.language === 'en' ? kind.titleEn : kind.titleRu;
    return (
        <Dialog opened={opened} onClose={onClose} width={640} title={title}>
            {opened && <EventKindForm key={kind?.key ?? ''} kind={kind} onClose={onClose} />}
        </Dialog>
    );
}

function EventKindForm({ kind, onClose }: { kind: EventKind | null; onClose: () => void }) {
    const { t, i18n } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [titleRu, setTitleRu] = useState(kind?.titleRu ?? '');
    const [titleEn, setTitleEn] = useState(kind?.titleEn ?? '');
    const [typedKey, setTypedKey] = useState<string | null>(null);
    const [attributes, setAttributes] = useState<readonly Attribute[]>(kind?.attributes ?? []);
    const [tried, setTried] = useState(false);
    const key = kind?.key ?? typedKey ?? keyOf(titleEn.trim() === '' ? titleRu : titleEn);
    const name = i18n.language === 'en' ? titleEn.trim() : titleRu.trim();
    const saving = useMutation({
        mutationFn: (archived: boolean) => {
            const wanted = {
                key,
                titleRu: titleRu.trim(),
                titleEn: titleEn.trim(),
                attributes: attributes.map((one) => ({ ...one, key: one.key.trim(), titleRu: one.titleRu.trim(), titleEn: one.titleEn.trim() })),
                archived,
                version: kind?.version ?? 0,
            };
            return kind ? changeEventKind(kind.key, wanted) : addEventKind(wanted);
        },
        onSuccess: async ({ archived }) => {
            await client.invalidateQueries({ queryKey: ['event-kinds'] });
            const moved = kind !== null && archived !== kind.archived;
            notify(t(moved ? (archived ? 'fields.events.archivedNow' : 'fields.events.restored') : 'fields.events.saved', { name }));
            onClose();
        },
    });
    const lacking = (text: string) => (text.trim() === '' ? t('fields.form.empty') : null);
    const wrong: Record<string, string | null> = { '/titleRu': lacking(titleRu), '/titleEn': lacking(titleEn), '/key': lacking(key) };
    attributes.forEach((one, index) => {
        for (const part of ['key', 'titleRu', 'titleEn'] as const) wrong[`/attributes/${index}/${part}`] = lacking(one[part]);
    });
    const told = (pointer: string) => (tried && wrong[pointer]) || fieldProblem(saving.error, pointer);
    const save = (archived: boolean) => {
        setTried(true);
        if (saving.isPending || Object.values(wrong).some((text) => text !== null)) return;
        saving.mutate(archived);
    };
    return (
        <Form narrow onSubmit={() => save(kind?.archived ?? false)}>
            <TextInput data-autofocus label={t('fields.form.titleRu')} autoComplete="off" value={titleRu} onChange={(event) => setTitleRu(event.currentTarget.value)} error={told('/titleRu')} />
            <TextInput label={t('fields.form.titleEn')} autoComplete="off" value={titleEn} onChange={(event) => setTitleEn(event.currentTarget.value)} error={told('/titleEn')} />
            {kind === null ? (
                <TextInput
                    label={t('fields.form.key')}
                    description={t('fields.events.keyHelp')}
                    inputWrapperOrder={['label', 'input', 'description', 'error']}
                    autoComplete="off"
                    spellCheck={false}
                    value={key}
                    onChange={(event) => setTypedKey(event.currentTarget.value)}
                    error={told('/key')}
                />
            ) : (
                <p className="muted s14">{t('fields.events.fixed', { key })}</p>
            )}
            <Attributes attributes={attributes} kept={kind?.attributes.length ?? 0} onChange={setAttributes} told={told} />
            {kind && (
                <div className={css.ending}>
                    <p>
                        {t(kind.archived ? 'fields.events.inArchive' : 'fields.events.unneeded')}{' '}
                        <button type="button" className="act" onClick={() => save(!kind.archived)}>
                            {t(saving.isPending ? 'fields.busy' : kind.archived ? 'fields.restore' : 'fields.archive')}
                        </button>
                    </p>
                </div>
            )}
            <Refusal>{saving.isError && !toldAtFields(saving.error, [...Object.keys(wrong), '/attributes']) && problemText(saving.error)}</Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('fields.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {saving.isPending ? t('fields.busy') : kind ? t('fields.save') : t('fields.events.make')}
                </Button>
            </Buttons>
        </Form>
    );
}
