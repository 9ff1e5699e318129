import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/shared/Dialog';
import { useProblemText } from '@/shared/useProblemText';
import { createSegment, type Segment, segmentsQuery } from './api';
import type { Catalogue } from './catalogue';
import { asCriteria } from './criteria';
import { complaints, nameFor } from './naming';
import css from './SegmentPicker.module.css';
import { useCatalogue } from './useCatalogue';
import { useSpeaker } from './useSpeaker';

type Props = { criteria: unknown; onSaved?: (segment: Segment) => void };

/** «Сохранить этот»: the word and the dialog that asks for a name. */
export function SaveSegment({ criteria, onSaved }: Props) {
    const { t } = useTranslation();
    const [opened, setOpened] = useState(false);
    const [saved, setSaved] = useState<string | null>(null);
    const { catalogue } = useCatalogue(criteria);
    return (
        <>
            <button
                type="button"
                className="act"
                aria-haspopup="dialog"
                onClick={() => {
                    setSaved(null);
                    setOpened(true);
                }}
            >
                {t('segments.save.open')}
            </button>
            <span role="status" className={css.saved}>
                {saved !== null && t('segments.save.saved', { name: saved })}
            </span>
            <Dialog opened={opened} onClose={() => setOpened(false)} width={520} title={t('segments.save.title')}>
                <Naming
                    criteria={criteria}
                    catalogue={catalogue}
                    onClose={() => setOpened(false)}
                    onSaved={(segment) => {
                        setOpened(false);
                        setSaved(segment.name);
                        onSaved?.(segment);
                    }}
                />
            </Dialog>
        </>
    );
}

function Naming({ criteria, catalogue, onClose, onSaved }: { criteria: unknown; catalogue: Catalogue | null; onClose: () => void; onSaved: (segment: Segment) => void }) {
    const { t } = useTranslation();
    const speaker = useSpeaker();
    const problemText = useProblemText();
    const client = useQueryClient();
    const [name, setName] = useState(() => (catalogue ? nameFor(speaker, catalogue, asCriteria(criteria)) : ''));
    const saving = useMutation({
        mutationFn: () => createSegment({ name: name.trim(), criteria: asCriteria(criteria) }),
        onSuccess: (segment) => {
            void client.invalidateQueries({ queryKey: segmentsQuery.queryKey });
            onSaved(segment);
        },
    });
    const ready = name.trim() !== '' && !saving.isPending;
    const told = complaints(saving.error, problemText);
    return (
        <form
            onSubmit={(event) => {
                event.preventDefault();
                if (ready) saving.mutate();
            }}
        >
            <TextInput
                data-autofocus
                label={t('segments.save.name')}
                maxLength={200}
                autoComplete="off"
                value={name}
                error={told.name}
                onFocus={(event) => event.target.select()}
                onChange={(event) => setName(event.target.value)}
            />
            <p className={`muted s14 ${css.hint}`}>{t('segments.save.hint')}</p>
            <div role="alert">{saving.isError && told.name === null && <p className={css.refusal}>{problemText(saving.error)}</p>}</div>
            <div className="buttons">
                <Button onClick={onClose}>{t('segments.save.cancel')}</Button>
                <Button type="submit" variant="filled" aria-disabled={!ready}>
                    {saving.isPending ? t('segments.save.busy') : t('segments.save.confirm')}
                </Button>
            </div>
        </form>
    );
}
