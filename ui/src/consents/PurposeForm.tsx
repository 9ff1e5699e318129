import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Check, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { type Purpose, purposesQuery, savePurpose } from './api';

/** What a purpose is called, and whether it is still offered; its key stays what it is. */
export function PurposeForm({ purpose, onClose }: { purpose: Purpose | null; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [titleRu, setTitleRu] = useState(purpose?.titleRu ?? '');
    const [titleEn, setTitleEn] = useState(purpose?.titleEn ?? '');
    const [key, setKey] = useState(purpose?.key ?? '');
    const [archived, setArchived] = useState(purpose?.archived ?? false);
    const [tried, setTried] = useState(false);
    const saving = useMutation({
        mutationFn: () => savePurpose(purpose?.key ?? null, { key: key.trim(), titleRu: titleRu.trim(), titleEn: titleEn.trim(), archived, version: purpose?.version ?? 0 }),
        onSuccess: async () => {
            await Promise.all([client.invalidateQueries({ queryKey: purposesQuery.queryKey }), client.invalidateQueries({ queryKey: ['criteria', 'consent'] })]);
            notify(t('consents.purposes.saved'));
            onClose();
        },
    });
    const empty = [titleRu, titleEn, key].some((text) => text.trim() === '');
    const told = (pointer: string, text: string) => (tried && text.trim() === '' ? t('consents.purposes.empty') : fieldProblem(saving.error, pointer));
    const submit = () => {
        setTried(true);
        if (!empty && !saving.isPending) saving.mutate();
    };
    return (
        <Form narrow onSubmit={submit}>
            <TextInput data-autofocus label={t('consents.purposes.titleRu')} autoComplete="off" value={titleRu} onChange={(event) => setTitleRu(event.currentTarget.value)} error={told('/titleRu', titleRu)} />
            <TextInput label={t('consents.purposes.titleEn')} autoComplete="off" value={titleEn} onChange={(event) => setTitleEn(event.currentTarget.value)} error={told('/titleEn', titleEn)} />
            {purpose === null ? (
                <TextInput
                    label={t('consents.purposes.key')}
                    description={t('consents.purposes.keyHelp')}
                    inputWrapperOrder={['label', 'input', 'description', 'error']}
                    autoComplete="off"
                    spellCheck={false}
                    value={key}
                    onChange={(event) => setKey(event.currentTarget.value)}
                    error={told('/key', key)}
                />
            ) : (
                purpose.key !== 'advertising' && <Check label={t('consents.purposes.archive')} help={t('consents.purposes.archiveHelp')} checked={archived} onChange={setArchived} />
            )}
            <Refusal>{saving.isError && !toldAtFields(saving.error, ['/titleRu', '/titleEn', '/key']) && problemText(saving.error)}</Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('consents.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {t(saving.isPending ? 'consents.busy' : 'consents.purposes.save')}
                </Button>
            </Buttons>
        </Form>
    );
}
