/* Stand-ins for parts that other folders are about to bring, with the agreed names and signatures. */
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FunctionComponent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Audience, Forecast, MessageClass } from '@/audience';
import { Dialog } from '@/shared/Dialog';
import { type SavedSegment, segmentsQuery } from './api';
import css from './Wizard.module.css';

export function SentenceEditor({ criteria }: { criteria: unknown; onChange: (criteria: unknown) => void }) {
    return <p className={css.lead}>{JSON.stringify(criteria)}</p>;
}

export const SampleAndWhy: FunctionComponent<{ criteria: unknown; messageClass: MessageClass }> = () => null;

export function SegmentPicker({ onPick }: { onPick: (segment: SavedSegment) => void }) {
    const { t } = useTranslation();
    const [opened, setOpened] = useState(false);
    const segments = useQuery({ ...segmentsQuery, enabled: opened });
    return (
        <>
            <button type="button" className="act" onClick={() => setOpened(true)}>
                {t('wizard.who.take')}
            </button>
            <Dialog opened={opened} onClose={() => setOpened(false)} width={480} title={t('wizard.who.take')}>
                {segments.data?.map((segment) => (
                    <p key={segment.id}>
                        <Button onClick={() => onPick(segment)}>{segment.name}</Button>
                    </p>
                ))}
            </Dialog>
        </>
    );
}

export const SaveSegment: FunctionComponent<{ criteria: unknown }> = () => null;

type TextEditorProps = {
    text: string;
    sender: string | null;
    messageClass: MessageClass;
    audience: Audience | null;
    forecast: Forecast | null;
    onChange: (change: { text?: string; sender?: string | null; messageClass?: MessageClass }) => void;
};

export function TextEditor({ text, onChange }: TextEditorProps) {
    const { t } = useTranslation();
    return (
        <>
            <h1>{t('wizard.what.title')}</h1>
            <Textarea label={t('wizard.what.text')} value={text} rows={6} onChange={(event) => onChange({ text: event.target.value })} />
        </>
    );
}
