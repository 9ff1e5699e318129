import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { useProblemText } from '@/shared/useProblemText';
import { saveText, type Text, textsQuery, type Wording } from './api';
import css from './SaveText.module.css';

type Props = { opened: boolean; wording: Wording; onClose: () => void; onSaved: (text: Text) => void };

/** Keeps a text under a name. */
export function SaveText({ opened, wording, onClose, onSaved }: Props) {
    const { t } = useTranslation();
    return (
        <Dialog opened={opened} onClose={onClose} width={480} title={t('texts.save.title')}>
            <Form wording={wording} onClose={onClose} onSaved={onSaved} />
        </Dialog>
    );
}

function Form({ wording, onClose, onSaved }: Omit<Props, 'opened'>) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [name, setName] = useState('');
    const saving = useMutation({
        mutationFn: () => saveText(null, { ...wording, name: name.trim() }),
        onSuccess: (text) => {
            void client.invalidateQueries({ queryKey: textsQuery.queryKey });
            onSaved(text);
        },
    });
    const ready = name.trim() !== '' && !saving.isPending;
    const submit = (event: FormEvent) => {
        event.preventDefault();
        if (ready) saving.mutate();
    };
    return (
        <form onSubmit={submit} noValidate>
            <TextInput
                data-autofocus
                label={t('texts.name')}
                description={t('texts.save.help')}
                value={name}
                maxLength={120}
                autoComplete="off"
                onChange={(event) => setName(event.currentTarget.value)}
            />
            <div role="alert" className={css.refusal}>
                {saving.isError && <p>{problemText(saving.error)}</p>}
            </div>
            <div className={css.buttons}>
                <Button onClick={onClose}>{t('texts.save.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={!ready}>
                    {saving.isPending ? t('texts.save.busy') : t('texts.save.save')}
                </Button>
            </div>
        </form>
    );
}
