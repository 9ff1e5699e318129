import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Wording } from './api';
import { SaveText } from './SaveText';
import css from './TakeAndSave.module.css';
import { TextPicker } from './TextPicker';

/** Takes a kept text, and keeps this one. */
export function TakeAndSave({ wording, onTake }: { wording: Wording; onTake: (wording: Wording) => void }) {
    const { t } = useTranslation();
    const [open, setOpen] = useState<'take' | 'save' | null>(null);
    const [saved, setSaved] = useState<string | null>(null);
    const empty = wording.text.trim() === '';
    return (
        <div className={css.acts}>
            <button type="button" className="act" onClick={() => setOpen('take')}>
                {t('editor.take')}
            </button>
            {!empty && (
                <button type="button" className="act" onClick={() => setOpen('save')}>
                    {t('editor.save')}
                </button>
            )}
            <span className={css.saved} role="status">
                {saved !== null && t('editor.saved', { name: saved })}
            </span>
            <TextPicker
                opened={open === 'take'}
                onClose={() => setOpen(null)}
                onPick={({ text, sender, messageClass }) => {
                    setOpen(null);
                    onTake({ text, sender, messageClass });
                }}
            />
            <SaveText
                opened={open === 'save'}
                wording={wording}
                onClose={() => setOpen(null)}
                onSaved={({ name }) => {
                    setOpen(null);
                    setSaved(name);
                }}
            />
        </div>
    );
}
