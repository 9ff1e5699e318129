import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { useProblemText } from '@/shared/useProblemText';
import { type ClientList, renameList } from './api';
import { useChanged } from './useChanged';

/** Another name; conditions that name the list go on meaning it. */
export function Rename({ list, onClose }: { list: ClientList; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const changed = useChanged();
    const [name, setName] = useState(list.name);
    const [lacking, setLacking] = useState(false);
    const saving = useMutation({
        mutationFn: () => renameList(list.id, name.trim()),
        onSuccess: async (saved) => {
            await changed();
            notify(t('lists.rename.done', { name: saved.name }));
            onClose();
        },
    });
    const submit = () => {
        setLacking(name.trim() === '');
        if (name.trim() !== '' && !saving.isPending) saving.mutate();
    };
    return (
        <Form narrow onSubmit={submit}>
            <TextInput
                data-autofocus
                label={t('lists.form.name')}
                autoComplete="off"
                value={name}
                onChange={(event) => setName(event.currentTarget.value)}
                error={lacking && name.trim() === '' ? t('lists.form.noName') : fieldProblem(saving.error, '/name')}
            />
            <Refusal>{saving.isError && !toldAtFields(saving.error, ['/name']) && problemText(saving.error)}</Refusal>
            <Buttons>
                <Button onClick={onClose}>{t('lists.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {t(saving.isPending ? 'lists.busy' : 'lists.rename.do')}
                </Button>
            </Buttons>
        </Form>
    );
}
