import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldProblem, toldAtFields } from '@/shared/fieldProblem';
import { Buttons, Check, Form, Refusal } from '@/shared/Form';
import { notify } from '@/shared/notices';
import { held, type Option, OptionField, SecretField, useWrongOptions } from '@/shared/Option';
import { useProblemText } from '@/shared/useProblemText';
import { type ResultKind, type Source, type WantedWriteBack, type WriteBack, writeBack, writeBackQuery } from './api';
import { given } from './draft';
import css from './Sources.module.css';

const RESULTS = ['delivered', 'failed', 'replied', 'opted_out'] as const satisfies readonly ResultKind[];

/** Where results are written, by whom, and which. The password is that of whoever writes, and is never shown again. */
export function WriteBackForm({ source, now, onClose }: { source: Source; now: WriteBack; onClose: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const wrongOptions = useWrongOptions();
    const client = useQueryClient();
    // What the form began with: a change by somebody else meanwhile is refused, not overwritten.
    const [begun] = useState(now);
    const [options, setOptions] = useState<Readonly<Record<string, string>>>(begun.options);
    const [secret, setSecret] = useState<string | null>(begun.on ? null : '');
    const [kinds, setKinds] = useState<readonly ResultKind[]>(begun.on ? begun.kinds : RESULTS);
    const [tried, setTried] = useState(false);
    const saving = useMutation({
        mutationFn: (wanted: WantedWriteBack) => writeBack(source.id, wanted),
        onSuccess: (saved) => {
            client.setQueryData(writeBackQuery(source.id).queryKey, saved);
            notify(t(begun.on ? 'sources.edit.saved' : 'sources.back.begun'));
            onClose();
        },
    });
    const asks = begun.asks.map((one): Option => ({ ...one, default: null, choices: [] }));
    const wrong = wrongOptions(asks, options, secret);
    const told = (pointer: string) => (tried && wrong[pointer]) || fieldProblem(saving.error, pointer);
    const noKind = tried && kinds.length === 0 ? t('sources.back.noKind') : fieldProblem(saving.error, '/kinds');
    const save = () => {
        setTried(true);
        if (saving.isPending || kinds.length === 0 || Object.keys(wrong).length > 0) return;
        saving.mutate({ options: given({ options }), secret, kinds: [...kinds], version: begun.version });
    };
    const pointers = ['/secret', '/kinds', ...asks.map(({ key }) => `/options/${key}`)];
    return (
        <Form onSubmit={save}>
            <p className={css.hint}>
                {t('sources.back.formText')} {!begun.on && t('sources.back.fromNow')}
            </p>
            {asks.map((option) =>
                option.type === 'secret' ? (
                    <SecretField key={option.key} option={option} value={secret} kept={begun.on} onChange={setSecret} error={told('/secret')} />
                ) : (
                    <OptionField
                        key={option.key}
                        option={option}
                        value={held(option, options)}
                        onChange={(value) => setOptions((before) => ({ ...before, [option.key]: value }))}
                        error={told(`/options/${option.key}`)}
                    />
                ),
            )}
            <fieldset className={css.kinds}>
                <legend>{t('sources.back.kinds')}</legend>
                {RESULTS.map((kind) => (
                    <Check key={kind} label={t(`sources.back.kind.${kind}`)} checked={kinds.includes(kind)} onChange={(on) => setKinds(RESULTS.filter((one) => (one === kind ? on : kinds.includes(one))))} />
                ))}
                <Refusal>{noKind}</Refusal>
            </fieldset>
            <Refusal>{saving.isError && !toldAtFields(saving.error, pointers) && problemText(saving.error)}</Refusal>
            <Buttons>
                <Button type="submit" variant="filled" aria-disabled={saving.isPending}>
                    {t(saving.isPending ? 'sources.form.busy' : begun.on ? 'sources.form.save' : 'sources.back.begin')}
                </Button>
                <Button onClick={onClose}>{t('sources.order.leave')}</Button>
            </Buttons>
        </Form>
    );
}
